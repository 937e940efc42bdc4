package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.database.ClientReads;
import io.coinpanel.webserver.database.Instance;
import io.coinpanel.webserver.database.Migrated;
import io.coinpanel.webserver.duty.Duty;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Stored subscriptions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionSettings.class)
class SubscriptionConfiguration {

  private static final Duration COUNTING_EVERY = Duration.ofSeconds(1);

  @Bean
  Subscriptions subscriptions(
      GroupCommit commits,
      ClientReads reads,
      SubscriptionSettings settings,
      Instance instance,
      InstantSource clock) {
    return new Subscriptions(
        commits,
        new SubscriptionRows(reads.database()),
        settings.maxSubscriptions(),
        Executors.newVirtualThreadPerTaskExecutor(),
        instance,
        clock);
  }

  @Bean
  Duty notificationCounting(
      JdbcClient database, TransactionOperations transactions, Migrated migrated) {
    NotificationCounter counter = new NotificationCounter(database, transactions);
    return new Duty(
        "notification counts",
        COUNTING_EVERY,
        () -> {
          migrated.await();
          counter.doWork();
        });
  }
}
