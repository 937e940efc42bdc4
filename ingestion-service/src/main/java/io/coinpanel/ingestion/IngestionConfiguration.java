package io.coinpanel.ingestion;

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
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
  DirectDatabase directDatabase(JdbcConnectionDetails database) {
    return new DirectDatabase(database);
  }

  @Bean
  Workplace workplace(
      IngestionSettings settings,
      LeaderLock lock,
      DirectDatabase database,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      InstantSource clock,
      MeterRegistry registry) {
    return new Workplace(settings, lock, database.source(), jdbc, transactions, clock, registry);
  }

  @Bean
  LeaderLock leaderLock(DirectDatabase database, IngestionSettings settings, InstantSource clock) {
    return new LeaderLock(
        database.source(), UUID.randomUUID(), settings.patience().leader(), clock);
  }

  @Bean
  Leadership leadership(LeaderLock lock, Workplace workplace, MeterRegistry registry) {
    return new Leadership(lock, workplace, SystemNanoClock.INSTANCE, registry);
  }

  @Bean
  IngestionLifecycle ingestionLifecycle(DataSource database, Leadership leadership) {
    return new IngestionLifecycle(database, leadership);
  }

  @Bean
  IngestionHealth ingestionHealthIndicator(Leadership leadership) {
    return new IngestionHealth(leadership);
  }
}
