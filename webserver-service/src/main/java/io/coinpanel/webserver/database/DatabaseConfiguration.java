package io.coinpanel.webserver.database;

import com.zaxxer.hikari.HikariDataSource;
import io.coinpanel.database.DatabaseStartup;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Configures database access. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  private static final Duration LISTENING = Duration.ofMillis(100);

  @Bean
  @ConditionalOnMissingBean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  TransactionTemplate transactions(PlatformTransactionManager manager) {
    return new TransactionTemplate(manager);
  }

  @Bean
  InstanceId instance() {
    return new InstanceId(UUID.randomUUID());
  }

  @Bean
  DatabaseStartup databaseStartup(DataSource database, Environment environment) {
    return new DatabaseStartup(
        database,
        environment.getProperty("spring.flyway.user"),
        environment.getProperty("spring.flyway.password"));
  }

  @Bean
  ReadPool clientReads(DataSource database, MeterRegistry metrics) throws SQLException {
    return new ReadPool(database.unwrap(HikariDataSource.class), metrics);
  }

  @Bean
  DeliveryPool deliveryPool(DataSource database, MeterRegistry metrics) throws SQLException {
    return new DeliveryPool(database.unwrap(HikariDataSource.class), metrics);
  }

  @Bean
  SchemaReadiness schemaReadiness(DatabaseStartup databaseStartup) {
    return new SchemaReadiness(databaseStartup);
  }

  @Bean
  BackgroundTask migration(SchemaReadiness schema) {
    return BackgroundTask.once("schema migration", schema::doWork);
  }

  @Bean
  ListenConnections listeningConnections(DataSource database) throws SQLException {
    return ListenConnections.of(database.unwrap(HikariDataSource.class));
  }

  @Bean
  NotifyListener notifyListener(ListenConnections database) {
    return new NotifyListener(database);
  }

  @Bean
  BackgroundTask listening(NotifyListener notifyListener, SchemaReadiness schema) {
    return new BackgroundTask("listening", LISTENING, schema.before(notifyListener::doWork));
  }
}
