package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.connection.Progress;
import io.coinpanel.webserver.database.ClientReads;
import io.coinpanel.webserver.database.ListeningConnections;
import io.coinpanel.webserver.database.Migrated;
import io.coinpanel.webserver.duty.Duty;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one place that reads committed notifications. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  private static final Duration FORGETTING_EVERY = Duration.ofSeconds(1);

  @Bean
  Notifications notifications(ClientReads reads) {
    return new Notifications(reads.database());
  }

  @Bean
  Delivery delivery(
      ListeningConnections database,
      Connections connections,
      Progress progress,
      MeterRegistry metrics) {
    return new Delivery(database, connections, progress, new DeliveryMetrics(metrics));
  }

  @Bean
  Duty delivering(Delivery delivery, Migrated migrated) {
    return new Duty(
        "delivery",
        Duration.ZERO,
        () -> {
          migrated.await();
          delivery.doWork();
        });
  }

  @Bean
  Duty forgetting(
      JdbcClient database,
      Connections connections,
      Progress progress,
      InstantSource clock,
      Migrated migrated) {
    FinishedReaper reaper = new FinishedReaper(database, connections, progress::delivered, clock);
    return new Duty(
        "finished subscriptions",
        FORGETTING_EVERY,
        () -> {
          migrated.await();
          reaper.doWork();
        });
  }
}
