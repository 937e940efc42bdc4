package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Shard;
import io.coinpanel.webserver.database.ListenConnections;
import io.coinpanel.webserver.database.ReadPool;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.AccountReaders;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Sockets;
import io.coinpanel.webserver.socket.SubscriptionStates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures delivery. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  private static final Duration CLEANING_EVERY = Duration.ofMinutes(1);

  @Bean
  Notifications notifications(ReadPool reads) {
    return new Notifications(reads.database());
  }

  @Bean
  NotificationHistory notificationHistory(ReadPool reads) {
    return new NotificationHistory(reads.database());
  }

  @Bean
  DeliveryMetrics deliveryMetrics(MeterRegistry registry) {
    return new DeliveryMetrics(registry);
  }

  @Bean
  NotificationSource notificationSource(
      ListenConnections database, SubscriptionStates subscriptions, DeliveryMetrics metrics) {
    return new PostgresNotificationSource(
        database, subscriptions, metrics, SystemNanoClock.INSTANCE);
  }

  @Bean
  BackgroundTask delivery(
      NotificationSource source,
      Sockets sockets,
      AccountReaders accounts,
      DeliveryProgress progress,
      DeliveryMetrics metrics,
      List<RoutedListener> listeners,
      SchemaReadiness schema) {
    NotificationRouter router =
        new NotificationRouter(
            sockets, accounts, progress, metrics, listeners, SystemNanoClock.INSTANCE);
    return new BackgroundTask(
        "delivery", Duration.ZERO, schema.before(() -> source.follow(Shard.ONLY, router)));
  }

  @Bean
  BackgroundTask ownerEventCleaning(
      JdbcClient database, InstantSource clock, SchemaReadiness schema) {
    OwnerEventCleaner cleaner = new OwnerEventCleaner(database, clock);
    return new BackgroundTask("owner events", CLEANING_EVERY, schema.before(cleaner::doWork));
  }
}
