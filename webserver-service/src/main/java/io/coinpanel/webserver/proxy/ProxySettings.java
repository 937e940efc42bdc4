package io.coinpanel.webserver.proxy;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of proxies, hosts and origins.
 *
 * @param trustedProxies networks of trusted proxies
 * @param publicUrl the page's public URL, if it differs from the requests' host
 * @param localNetworks networks of clients on the machine itself
 * @param hosts allowed host names, besides non-public ones
 * @param allowedOrigins allowed web origins, besides the server's own
 */
@ConfigurationProperties("coinpanel.webserver")
record ProxySettings(
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("") String publicUrl,
    @DefaultValue({"127.0.0.0/8", "::1"}) List<String> localNetworks,
    @DefaultValue List<String> hosts,
    @DefaultValue List<String> allowedOrigins) {}
