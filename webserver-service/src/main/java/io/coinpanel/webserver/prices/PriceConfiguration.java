package io.coinpanel.webserver.prices;

import io.coinpanel.webserver.database.InstanceId;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.Sockets;
import java.time.Duration;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures price broadcasts. */
@Configuration(proxyBeanMethods = false)
class PriceConfiguration {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Bean
  BackgroundTask priceBroadcasting(
      Sockets sockets, JdbcClient database, InstanceId instance, SchemaReadiness schema) {
    PriceWatches watches = new PriceWatches(database, instance.id(), SystemNanoClock.INSTANCE);
    PriceBroadcaster broadcaster = new PriceBroadcaster(sockets, new LastTrades(database), watches);
    return new BackgroundTask("prices", INTERVAL, schema.before(broadcaster::doWork));
  }
}
