package io.coinpanel.webserver.prices;

import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.Sockets;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures price broadcasts. */
@Configuration(proxyBeanMethods = false)
class PriceConfiguration {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Bean
  BackgroundTask priceBroadcasting(Sockets sockets, JdbcClient database, SchemaReadiness schema) {
    PriceBroadcaster teller = new PriceBroadcaster(sockets, new LastTrades(database));
    return new BackgroundTask("prices", INTERVAL, schema.before(teller::doWork));
  }
}
