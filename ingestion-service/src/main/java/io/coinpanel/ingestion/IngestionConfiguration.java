package io.coinpanel.ingestion;

import io.coinpanel.database.DatabaseStartup;
import io.coinpanel.database.UnpooledDataSource;
import io.coinpanel.ingestion.exchange.ExchangeClock;
import io.coinpanel.ingestion.feed.FeedClocks;
import io.coinpanel.ingestion.health.IngestionHealth;
import io.coinpanel.ingestion.health.IngestionLifecycle;
import io.coinpanel.ingestion.leadership.ClusterTasks;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.Leadership;
import io.coinpanel.model.Shard;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The beans of ingestion. */
@Configuration(proxyBeanMethods = false)
class IngestionConfiguration {

  @Bean
  @ConditionalOnMissingBean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  @ConditionalOnMissingBean
  NanoClock monotonicClock() {
    return SystemNanoClock.INSTANCE;
  }

  @Bean
  FeedClocks feedClocks(InstantSource clock, NanoClock monotonic) {
    return new FeedClocks(clock, monotonic, new ExchangeClock(clock, monotonic));
  }

  @Bean
  ExchangeClient exchangeClient(
      IngestionSettings settings, FeedClocks clocks, MeterRegistry registry) {
    return new ExchangeClient(settings, clocks, registry);
  }

  @Bean
  LeaderRuntime leaderRuntime(
      IngestionSettings settings,
      LeaderLock lock,
      DataSource database,
      ExchangeClient exchange,
      ClusterTasks clusterTasks,
      MeterRegistry registry) {
    return new LeaderRuntime(
        settings, lock, UnpooledDataSource.of(database), exchange, clusterTasks, registry);
  }

  @Bean
  LeaderLock leaderLock(DataSource database, IngestionSettings settings, InstantSource clock) {
    return new LeaderLock(
        Shard.ONLY,
        UnpooledDataSource.of(database),
        UUID.randomUUID(),
        settings.timeouts().leader(),
        clock);
  }

  @Bean
  Leadership leadership(
      LeaderLock lock, LeaderRuntime leaderRuntime, NanoClock monotonic, MeterRegistry registry) {
    return new Leadership(lock, leaderRuntime, monotonic, registry);
  }

  @Bean
  static DatabaseStartup databaseStartup(DataSource database, Environment environment) {
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
