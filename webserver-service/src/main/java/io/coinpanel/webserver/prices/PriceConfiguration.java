package io.coinpanel.webserver.prices;

import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.database.Migrated;
import io.coinpanel.webserver.duty.Duty;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Prices for those who asked. */
@Configuration(proxyBeanMethods = false)
class PriceConfiguration {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Bean
  Duty tellingPrices(Connections connections, JdbcClient database, Migrated migrated) {
    PriceTeller teller = new PriceTeller(connections, new LastTrades(database));
    return new Duty(
        "prices",
        INTERVAL,
        () -> {
          migrated.await();
          teller.doWork();
        });
  }
}
