package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Shard;
import io.coinpanel.webserver.database.ListenConnections;
import io.coinpanel.webserver.database.ReadPool;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Sockets;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.agrona.concurrent.SystemNanoClock;
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
  DeliveryMetrics deliveryMetrics(MeterRegistry registry) {
    return new DeliveryMetrics(registry);
  }

  @Bean
  NotificationSource notificationSource(ListenConnections database, DeliveryMetrics metrics) {
    return new PostgresNotificationSource(database, metrics, SystemNanoClock.INSTANCE);
  }

  @Bean
  BackgroundTask delivery(
      NotificationSource source,
      Sockets sockets,
      DeliveryProgress progress,
      DeliveryMetrics metrics,
      SchemaReadiness schema) {
    NotificationRouter router = new NotificationRouter(sockets, progress, metrics);
    return new BackgroundTask(
        "delivery", Duration.ZERO, schema.before(() -> source.follow(Shard.ONLY, router)));
  }

  @Bean
  BackgroundTask finishedSubscriptionReaping(
      JdbcClient database,
      Sockets sockets,
      DeliveryProgress progress,
      InstantSource clock,
      SchemaReadiness schema) {
    FinishedSubscriptionReaper reaper =
        new FinishedSubscriptionReaper(database, sockets, progress::routed, clock);
    return new BackgroundTask(
        "finished subscriptions", FORGETTING_EVERY, schema.before(reaper::doWork));
  }
}
