package io.coinpanel.ingestion;

import io.coinpanel.database.DirectConnections;
import io.coinpanel.database.Preparation;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.Leadership;
import io.coinpanel.ingestion.operations.IngestionHealth;
import io.coinpanel.ingestion.operations.IngestionLifecycle;
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

/** What ingestion is made of. */
@Configuration(proxyBeanMethods = false)
class IngestionConfiguration {

  @Bean
  @ConditionalOnMissingBean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  Workplace workplace(
      IngestionSettings settings,
      LeaderLock lock,
      DataSource database,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      InstantSource clock,
      MeterRegistry registry) {
    return new Workplace(
        settings, lock, DirectConnections.of(database), jdbc, transactions, clock, registry);
  }

  @Bean
  LeaderLock leaderLock(DataSource database, IngestionSettings settings, InstantSource clock) {
    return new LeaderLock(
        DirectConnections.of(database), UUID.randomUUID(), settings.patience().leader(), clock);
  }

  @Bean
  Leadership leadership(LeaderLock lock, Workplace workplace, MeterRegistry registry) {
    return new Leadership(lock, workplace, SystemNanoClock.INSTANCE, registry);
  }

  @Bean
  static Preparation preparation(DataSource database, Environment environment) {
    return new Preparation(
        database,
        environment.getProperty("spring.flyway.user"),
        environment.getProperty("spring.flyway.password"));
  }

  @Bean
  IngestionLifecycle ingestionLifecycle(Preparation preparation, Leadership leadership) {
    return new IngestionLifecycle(preparation, leadership);
  }

  @Bean
  IngestionHealth ingestionHealthIndicator(Leadership leadership) {
    return new IngestionHealth(leadership);
  }
}
