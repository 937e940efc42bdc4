package io.coinpanel.webserver.candles;

import io.coinpanel.backtest.history.ExchangeRequests;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures candles. */
@Configuration(proxyBeanMethods = false)
class CandleConfiguration {

  @Bean
  Candles candles(ExchangeRequests exchange) {
    return new Candles(new ExchangeCandles(exchange), SystemNanoClock.INSTANCE);
  }
}
