package io.coinpanel.webserver.conversation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may connect.
 *
 * @param maxConnectionsPerAddress how many sockets one address may have; zero if any number
 */
@ConfigurationProperties("webserver")
record SocketSettings(@DefaultValue("25000") int maxConnectionsPerAddress) {}
