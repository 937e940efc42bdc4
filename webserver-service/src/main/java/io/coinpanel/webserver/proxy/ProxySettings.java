package io.coinpanel.webserver.proxy;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the webserver is reached.
 *
 * @param trustedProxies networks of the proxies whose forwarding headers are believed
 * @param publicUrl where browsers find the page, if that is not what requests say themselves
 * @param hosts names under which the webserver may be addressed, beside those that no web site can
 *     have
 * @param allowedOrigins the web pages, besides the server's own, whose visitors may connect
 */
@ConfigurationProperties("webserver")
record ProxySettings(
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("") String publicUrl,
    @DefaultValue List<String> hosts,
    @DefaultValue List<String> allowedOrigins) {}
