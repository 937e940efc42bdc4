package io.coinpanel.webserver.backtest;

import io.coinpanel.backtest.history.ExchangeRequests;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures backtests. */
@Configuration(proxyBeanMethods = false)
class BacktestConfiguration {

  @Bean
  Backtests backtests(ExchangeRequests exchange) {
    return new Backtests(exchange, SystemNanoClock.INSTANCE);
  }
}
