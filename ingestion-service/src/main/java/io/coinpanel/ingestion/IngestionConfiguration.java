package io.coinpanel.ingestion;

import io.coinpanel.database.DatabaseStartup;
import io.coinpanel.database.UnpooledDataSource;
import io.coinpanel.ingestion.health.IngestionHealth;
import io.coinpanel.ingestion.health.IngestionLifecycle;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of ingestion. */
@Configuration(proxyBeanMethods = false)
class IngestionConfiguration {

  @Bean
  @ConditionalOnMissingBean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  LeaderRuntime workplace(
      IngestionSettings settings,
      LeaderLock lock,
      DataSource database,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      InstantSource clock,
      MeterRegistry registry) {
    return new LeaderRuntime(
        settings, lock, UnpooledDataSource.of(database), jdbc, transactions, clock, registry);
  }

  @Bean
  LeaderLock leaderLock(DataSource database, IngestionSettings settings, InstantSource clock) {
    return new LeaderLock(
        UnpooledDataSource.of(database), UUID.randomUUID(), settings.timeouts().leader(), clock);
  }

  @Bean
  Leadership leadership(LeaderLock lock, LeaderRuntime leaderRuntime, MeterRegistry registry) {
    return new Leadership(lock, leaderRuntime, SystemNanoClock.INSTANCE, registry);
  }

  @Bean
  static DatabaseStartup preparation(DataSource database, Environment environment) {
    return new DatabaseStartup(
        database,
        environment.getProperty("spring.flyway.user"),
        environment.getProperty("spring.flyway.password"));
  }

  @Bean
  IngestionLifecycle ingestionLifecycle(DatabaseStartup databaseStartup, Leadership leadership) {
    return new IngestionLifecycle(databaseStartup, leadership);
  }

  @Bean
  IngestionHealth ingestionHealthIndicator(Leadership leadership) {
    return new IngestionHealth(leadership);
  }
}
