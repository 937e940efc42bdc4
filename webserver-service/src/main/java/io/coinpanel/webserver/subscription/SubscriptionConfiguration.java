package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.database.Instance;
import io.coinpanel.webserver.database.Migrated;
import io.coinpanel.webserver.duty.Duty;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stored subscriptions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionSettings.class)
@EnableJpaRepositories
class SubscriptionConfiguration {

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
      SubscriptionRows rows,
      JdbcClient database,
      SubscriptionSettings settings,
      AnonymousLimits anonymous,
      Instance instance,
      InstantSource clock) {
    return new Subscriptions(
        commits,
        rows,
        new Tallies(database),
        settings.maxSubscriptions(),
        anonymous,
        Executors.newVirtualThreadPerTaskExecutor(),
        instance,
        clock);
  }
}
