package io.coinpanel.webserver.conversation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits at the endpoint.
 *
 * @param maxConnectionsPerAddress maximum number of sockets per address; zero for unlimited
 * @param messageTimeout timeout for receiving one message
 */
@ConfigurationProperties("coinpanel.webserver")
record EndpointSettings(
    @DefaultValue("25000") int maxConnectionsPerAddress,
    @DefaultValue("20s") Duration messageTimeout) {}
