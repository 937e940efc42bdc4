package io.coinpanel.webserver.candles;

import org.agrona.concurrent.SystemNanoClock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures candles. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CandleSettings.class)
class CandleConfiguration {

  @Bean
  Candles candles(CandleSettings settings) {
    WeightAllowance allowance = new WeightAllowance(SystemNanoClock.INSTANCE);
    return new Candles(
        new ExchangeCandles(settings.restUri(), allowance), SystemNanoClock.INSTANCE);
  }
}
