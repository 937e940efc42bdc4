package io.coinpanel.webserver.socket;

import java.time.Duration;

/**
 * Timeouts of a socket.
 *
 * @param pingInterval between two pings
 * @param pongTimeout without a pong before the socket times out
 * @param closeTimeout for the client's close frame
 */
public record SocketTimeouts(Duration pingInterval, Duration pongTimeout, Duration closeTimeout) {}
