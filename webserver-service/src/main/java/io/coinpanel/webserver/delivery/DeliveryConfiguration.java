package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Channel;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.connection.Progress;
import io.coinpanel.webserver.database.Migrated;
import io.coinpanel.webserver.database.Wakeups;
import io.coinpanel.webserver.duty.Duty;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one place that reads committed notifications. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  private static final Duration INTERVAL = Duration.ofMillis(100);

  @Bean
  Notifications notifications(JdbcClient database) {
    return new Notifications(database);
  }

  @Bean
  Delivery delivery(
      Notifications notifications,
      JdbcClient database,
      Connections connections,
      Progress progress,
      MeterRegistry metrics) {
    return new Delivery(
        notifications,
        new Activations(database),
        connections,
        progress,
        new DeliveryMetrics(metrics));
  }

  @Bean
  Duty delivering(
      Delivery delivery,
      Progress progress,
      Migrated migrated,
      Wakeups wakeups,
      MeterRegistry metrics) {
    DeliveryMetrics polls = new DeliveryMetrics(metrics);
    Duty delivering =
        new Duty(
            "delivery",
            INTERVAL,
            () -> {
              migrated.await();
              if (!progress.hasBegun()) {
                delivery.begin();
              }
              boolean more = true;
              while (more) {
                more = polls.time(delivery::doWork);
              }
            });
    wakeups.on(Channel.NOTIFICATION, delivering::wake);
    return delivering;
  }
}
