package io.coinpanel.webserver.database;

import com.zaxxer.hikari.HikariDataSource;
import io.coinpanel.database.Preparation;
import io.coinpanel.webserver.duty.Duty;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The way to the database, and what waits for it. */
@Configuration(proxyBeanMethods = false)
@EntityScan("io.coinpanel.model")
class DatabaseConfiguration {

  private static final Duration ONCE = Duration.ofDays(10_000);
  private static final Duration LISTENING = Duration.ofMillis(100);

  @Bean
  @ConditionalOnMissingBean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  Instance instance() {
    return new Instance(UUID.randomUUID());
  }

  @Bean
  Preparation preparation(DataSource database, Environment environment) {
    return new Preparation(
        database,
        environment.getProperty("spring.flyway.user"),
        environment.getProperty("spring.flyway.password"));
  }

  @Bean
  ClientReads clientReads(DataSource database, MeterRegistry metrics) throws SQLException {
    return ClientReads.beside(database.unwrap(HikariDataSource.class), metrics);
  }

  @Bean
  Migrated migrated(Preparation preparation) {
    return new Migrated(preparation);
  }

  @Bean
  Duty migration(Migrated migrated) {
    return new Duty("schema migration", ONCE, migrated::doWork);
  }

  @Bean
  ListeningConnections listeningConnections(DataSource database) throws SQLException {
    return ListeningConnections.beside(database.unwrap(HikariDataSource.class));
  }

  @Bean
  Wakeups wakeups(ListeningConnections database) {
    return new Wakeups(database);
  }

  @Bean
  Duty listening(Wakeups wakeups, Migrated migrated) {
    return new Duty(
        "listening",
        LISTENING,
        () -> {
          migrated.await();
          wakeups.doWork();
        });
  }
}
