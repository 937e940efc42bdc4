package io.coinpanel.webserver.web;

import io.coinpanel.webserver.account.FirstAdministrator;
import io.coinpanel.webserver.proxy.AllowedHosts;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.proxy.ForwardingHeaders;
import io.coinpanel.webserver.proxy.RateLimit;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.symbols.Symbols;
import java.util.List;
import org.agrona.concurrent.SystemNanoClock;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PageSettings.class, ManagementSettings.class})
class WebConfiguration {

  private static final int SEARCHES_PER_SECOND = 50;
  private static final long MAX_BODY_BYTES = 2 << 20;

  @Bean
  HealthIndicator ready(
      DeliveryProgress deliveryProgress, Symbols symbols, FirstAdministrator administrator) {
    return new ReadinessHealthIndicator(deliveryProgress, symbols, administrator);
  }

  @Bean
  AboutController aboutController(PageSettings settings) {
    return new AboutController(settings);
  }

  @Bean
  WebMvcConfigurer chartLibrary() {
    return new ChartLibrary();
  }

  @Bean
  Connectors connectors(ManagementSettings settings, Environment environment) {
    return new Connectors(settings.managementPort(), environment);
  }

  @Bean
  @Order(1)
  SecurityHeaders pageHeaders() {
    return new SecurityHeaders();
  }

  @Bean
  @Order(2)
  RequestGuard requestGuard(
      ForwardingHeaders forwarding, AllowedHosts hosts, Connectors connectors) {
    RateLimit<ClientAddress> searches =
        new RateLimit<>(SEARCHES_PER_SECOND, SystemNanoClock.INSTANCE);
    return new RequestGuard(forwarding, hosts, connectors, searches);
  }

  /** Nobody can make the server read more than the largest import. */
  @Bean
  @Order(4)
  SizeLimitHandler bodyLimit() {
    return new SizeLimitHandler(MAX_BODY_BYTES, -1);
  }

  /** What handles a request before Spring's servlets do, in order. */
  @Bean
  WebServerFactoryCustomizer<JettyServletWebServerFactory> handlers(
      List<Handler.Singleton> handlers) {
    return factory ->
        factory.addServerCustomizers(server -> handlers.reversed().forEach(server::insertHandler));
  }

  /** Files in a jar have no modification time, so ETags are computed from content. */
  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> pageTags() {
    FilterRegistrationBean<ShallowEtagHeaderFilter> tags =
        new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
    tags.addUrlPatterns("/", "/index.html", "/icon.svg", "/js/*", "/css/*", "/lib/*");
    return tags;
  }
}
