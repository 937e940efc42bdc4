package io.coinpanel.webserver.connection;

import java.time.Duration;

/**
 * How long a connection waits.
 *
 * @param ping between two pings
 * @param pong for any pong before the client counts as lost
 * @param closing for the client's part of closing
 */
public record Patience(Duration ping, Duration pong, Duration closing) {}
