package io.coinpanel.webserver.web;

import io.coinpanel.webserver.connection.Progress;
import io.coinpanel.webserver.symbols.Symbols;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is served over plain HTTP. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  @Bean
  HealthIndicator ready(Progress progress, Symbols symbols) {
    return new ReadyHealthIndicator(progress, symbols);
  }
}
