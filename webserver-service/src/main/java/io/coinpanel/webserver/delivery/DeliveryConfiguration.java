package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.database.ListenConnections;
import io.coinpanel.webserver.database.ReadPool;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Sockets;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures delivery. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  private static final Duration FORGETTING_EVERY = Duration.ofSeconds(1);

  @Bean
  Notifications notifications(ReadPool reads) {
    return new Notifications(reads.database());
  }

  @Bean
  NotificationRouter delivery(
      ListenConnections database,
      Sockets sockets,
      DeliveryProgress deliveryProgress,
      MeterRegistry metrics) {
    return new NotificationRouter(
        database, sockets, deliveryProgress, new DeliveryMetrics(metrics));
  }

  @Bean
  BackgroundTask delivering(NotificationRouter delivery, SchemaReadiness schemaReadiness) {
    return new BackgroundTask(
        "delivery",
        Duration.ZERO,
        () -> {
          schemaReadiness.await();
          delivery.doWork();
        });
  }

  @Bean
  BackgroundTask forgetting(
      JdbcClient database,
      Sockets sockets,
      DeliveryProgress deliveryProgress,
      InstantSource clock,
      SchemaReadiness schemaReadiness) {
    FinishedSubscriptionReaper reaper =
        new FinishedSubscriptionReaper(database, sockets, deliveryProgress::deliveredUpTo, clock);
    return new BackgroundTask(
        "finished subscriptions",
        FORGETTING_EVERY,
        () -> {
          schemaReadiness.await();
          reaper.doWork();
        });
  }
}
