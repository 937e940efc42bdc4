package io.coinpanel.webserver.conversation;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may connect.
 *
 * @param allowedOrigins the web pages, besides the server's own, whose visitors may connect
 * @param maxConnectionsPerAddress how many sockets one address may have; zero if any number
 */
@ConfigurationProperties("webserver")
record SocketSettings(
    @DefaultValue List<String> allowedOrigins,
    @DefaultValue("25000") int maxConnectionsPerAddress) {}
