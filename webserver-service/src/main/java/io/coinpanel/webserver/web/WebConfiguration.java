package io.coinpanel.webserver.web;

import io.coinpanel.webserver.connection.Progress;
import io.coinpanel.webserver.proxy.AllowedHosts;
import io.coinpanel.webserver.proxy.ForwardingHeaders;
import io.coinpanel.webserver.symbols.Symbols;
import jakarta.servlet.Filter;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What is served over plain HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PageSettings.class, ManagementSettings.class})
class WebConfiguration {

  private static final int SEARCHES_PER_SECOND = 50;

  @Bean
  HealthIndicator ready(Progress progress, Symbols symbols) {
    return new ReadyHealthIndicator(progress, symbols);
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
  FilterRegistrationBean<PageHeaders> pageHeaders() {
    return inOrder(new PageHeaders(), Ordered.HIGHEST_PRECEDENCE);
  }

  @Bean
  FilterRegistrationBean<RequestGuard> requestGuard(
      ForwardingHeaders forwarding, AllowedHosts hosts, Connectors connectors) {
    RequestRate searches = new RequestRate(SEARCHES_PER_SECOND, SystemNanoClock.INSTANCE);
    return inOrder(
        new RequestGuard(forwarding, hosts, connectors, searches), Ordered.HIGHEST_PRECEDENCE + 1);
  }

  private static <F extends Filter> FilterRegistrationBean<F> inOrder(F filter, int order) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }

  /** Files in a jar have no time of their own, so what is in them tells whether they are new. */
  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> pageTags() {
    FilterRegistrationBean<ShallowEtagHeaderFilter> tags =
        new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
    tags.addUrlPatterns("/", "/index.html", "/icon.svg", "/js/*", "/css/*", "/lib/*");
    return tags;
  }
}
