package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.database.InstanceId;
import io.coinpanel.webserver.database.ReadPool;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
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
        new LiveSubscriptionCounts(database),
        settings.maxSubscriptionsPerAddress(),
        settings.maxAnonymousSubscriptions());
  }

  @Bean
  BackgroundTask countingSubscriptions(AnonymousLimits limits, SchemaReadiness schemaReadiness) {
    return new BackgroundTask(
        "subscription counts",
        COUNTED_EVERY,
        () -> {
          schemaReadiness.await();
          limits.refresh();
        });
  }

  @Bean
  Subscriptions subscriptions(
      GroupCommit commits,
      ReadPool reads,
      SubscriptionSettings settings,
      AnonymousLimits anonymous,
      InstanceId instanceId,
      InstantSource clock) {
    return new Subscriptions(
        commits,
        new SubscriptionRows(reads.database()),
        settings.maxSubscriptions(),
        anonymous,
        Executors.newVirtualThreadPerTaskExecutor(),
        instanceId,
        clock);
  }

  @Bean
  BackgroundTask notificationCounting(
      JdbcClient database, TransactionOperations transactions, SchemaReadiness schemaReadiness) {
    NotificationCounter counter = new NotificationCounter(database, transactions);
    return new BackgroundTask(
        "notification counts",
        COUNTING_EVERY,
        () -> {
          schemaReadiness.await();
          counter.doWork();
        });
  }
}
