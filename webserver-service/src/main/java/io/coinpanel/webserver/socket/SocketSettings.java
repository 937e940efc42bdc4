package io.coinpanel.webserver.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of sockets.
 *
 * @param maxCommandsPerSecond commands per second of an anonymous socket; of an account, on all its
 *     sockets and over HTTP
 * @param heartbeat between two pings to a client
 * @param pongTimeout timeout for a pong
 */
@ConfigurationProperties("coinpanel.webserver")
public record SocketSettings(
    @DefaultValue("50") int maxCommandsPerSecond,
    @DefaultValue("20s") Duration heartbeat,
    @DefaultValue("60s") Duration pongTimeout) {}
