package io.coinpanel.webserver.proxy;

import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures trusted proxies, hosts and origins. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProxySettings.class)
class ProxyConfiguration {

  @Bean
  ForwardingHeaders forwardingHeaders(ProxySettings settings) {
    boolean proxied = !settings.publicUrl().isBlank() || !settings.trustedProxies().isEmpty();
    LocalNetworks local =
        proxied
            ? LocalNetworks.NONE
            : new LocalNetworks(settings.localNetworks(), settings.hosts());
    return new ForwardingHeaders(
        settings.trustedProxies(), local, publicOrigin(settings).map(Origin::scheme));
  }

  @Bean
  AllowedOrigins allowedOrigins(ProxySettings settings) {
    return new AllowedOrigins(settings.allowedOrigins(), publicOrigin(settings));
  }

  @Bean
  AllowedHosts allowedHosts(ProxySettings settings) {
    return new AllowedHosts(settings.hosts(), publicOrigin(settings));
  }

  @Bean
  PublicUrl publicUrl(ProxySettings settings) {
    return new PublicUrl(settings.publicUrl());
  }

  private static Optional<Origin> publicOrigin(ProxySettings settings) {
    String url = settings.publicUrl();
    return url.isBlank()
        ? Optional.empty()
        : Optional.of(
            Origin.parse(url)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "COINPANEL_PUBLIC_URL is not a URL such as https://example.org: "
                                + url)));
  }
}
