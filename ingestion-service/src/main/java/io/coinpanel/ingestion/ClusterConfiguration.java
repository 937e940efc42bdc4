package io.coinpanel.ingestion;

import io.coinpanel.database.UnpooledDataSource;
import io.coinpanel.ingestion.health.DatabaseLoad;
import io.coinpanel.ingestion.leadership.ClusterTasks;
import io.coinpanel.ingestion.persistence.NotificationPartitions;
import io.coinpanel.ingestion.persistence.QuietStates;
import io.coinpanel.ingestion.symbols.SymbolRefresh;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of what is needed once, however many shards there are. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

  @Bean
  TransactionTemplate transactions(PlatformTransactionManager manager) {
    return new TransactionTemplate(manager);
  }

  @Bean
  SymbolRefresh symbolRefresh(
      IngestionSettings settings,
      ExchangeClient exchange,
      JdbcClient database,
      TransactionTemplate transactions,
      InstantSource clock) {
    return new SymbolRefresh(
        exchange.rest(), database, transactions, settings.symbolRefresh(), clock);
  }

  @Bean
  NotificationPartitions notificationPartitions(
      IngestionSettings settings,
      JdbcClient database,
      TransactionTemplate transactions,
      InstantSource clock) {
    return new NotificationPartitions(
        database, transactions, settings.notificationRetention(), clock);
  }

  @Bean
  QuietStates quietStates(JdbcClient database) {
    return new QuietStates(database);
  }

  @Bean
  DatabaseLoad databaseLoad(JdbcClient database, MeterRegistry registry) {
    return new DatabaseLoad(database, registry);
  }

  @Bean
  ClusterTasks clusterTasks(
      DataSource database,
      IngestionSettings settings,
      InstantSource clock,
      SymbolRefresh symbolRefresh,
      NotificationPartitions partitions,
      QuietStates quietStates,
      DatabaseLoad load) {
    return new ClusterTasks(
        UnpooledDataSource.of(database),
        settings.timeouts().leader(),
        clock,
        Map.of(
            "symbols", symbolRefresh,
            "partitions", partitions,
            "quiet-states", quietStates,
            "database-load", load));
  }
}
