package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.database.Instance;
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

  @Bean
  Subscriptions subscriptions(
      GroupCommit commits,
      SubscriptionRows rows,
      JdbcClient database,
      SubscriptionSettings settings,
      Instance instance,
      InstantSource clock) {
    return new Subscriptions(
        commits,
        rows,
        new Tallies(database),
        settings.maxSubscriptions(),
        Executors.newVirtualThreadPerTaskExecutor(),
        instance,
        clock);
  }
}
