package io.coinpanel.webserver.web;

import io.coinpanel.webserver.connection.Progress;
import io.coinpanel.webserver.symbols.Symbols;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What is served over plain HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PageSettings.class)
class WebConfiguration {

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
  FilterRegistrationBean<PageHeaders> pageHeaders() {
    return new FilterRegistrationBean<>(new PageHeaders());
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
