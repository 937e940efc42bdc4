package io.coinpanel.webserver.conversation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may connect.
 *
 * @param maxConnectionsPerAddress how many sockets one address may have; zero if any number
 * @param messageTimeout how long a client may take over one message, from its first byte to its
 *     last
 */
@ConfigurationProperties("webserver")
record SocketSettings(
    @DefaultValue("25000") int maxConnectionsPerAddress,
    @DefaultValue("20s") Duration messageTimeout) {}
