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
  private static final Duration COUNTED_EVERY = Duration.ofSeconds(2);

  @Bean
  AnonymousLimits anonymousLimits(JdbcClient database, SubscriptionSettings settings) {
    return new AnonymousLimits(
        new LiveCounts(database),
        settings.maxSubscriptionsPerAddress(),
        settings.maxAnonymousSubscriptions());
  }

  @Bean
  Duty countingSubscriptions(AnonymousLimits limits, Migrated migrated) {
    return new Duty(
        "subscription counts",
        COUNTED_EVERY,
        () -> {
          migrated.await();
          limits.refresh();
        });
  }

  @Bean
  Subscriptions subscriptions(
      GroupCommit commits,
      ClientReads reads,
      SubscriptionSettings settings,
      AnonymousLimits anonymous,
      Instance instance,
      InstantSource clock) {
    return new Subscriptions(
        commits,
        new SubscriptionRows(reads.database()),
        settings.maxSubscriptions(),
        anonymous,
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
