package io.coinpanel.webserver.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Manners of sockets.
 *
 * @param maxCommandsPerSecond how many commands a connection may send in a second
 * @param heartbeat between two pings to a client
 * @param pongPatience how long a client may leave pings unanswered
 */
@ConfigurationProperties("webserver")
public record ConnectionSettings(
    @DefaultValue("50") int maxCommandsPerSecond,
    @DefaultValue("20s") Duration heartbeat,
    @DefaultValue("60s") Duration pongPatience) {}
