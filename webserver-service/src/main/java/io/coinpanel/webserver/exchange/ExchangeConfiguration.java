package io.coinpanel.webserver.exchange;

import io.coinpanel.backtest.history.ExchangeRequests;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures what asks the exchange: one, as its limits belong to the address. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExchangeSettings.class)
class ExchangeConfiguration {

  @Bean
  ExchangeRequests exchangeRequests(ExchangeSettings settings) {
    return new ExchangeRest(settings.restUri(), new WeightAllowance(SystemNanoClock.INSTANCE));
  }
}
