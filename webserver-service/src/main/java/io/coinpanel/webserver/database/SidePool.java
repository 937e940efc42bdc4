package io.coinpanel.webserver.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small connection pool beside the main one, so that neither's users wait for the other's. */
abstract class SidePool implements AutoCloseable {

  private final HikariDataSource pool;
  private final JdbcClient database;

  /**
   * One with the settings of the main pool.
   *
   * @param name suffix of the pool's name
   * @param wait how long its users wait for a connection
   */
  SidePool(
      HikariDataSource main, String name, int connections, Duration wait, MeterRegistry metrics) {
    pool = new HikariDataSource();
    main.copyStateTo(pool);
    pool.setPoolName(main.getPoolName() + "-" + name);
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(wait.toMillis());
    if (pool.getMetricsTrackerFactory() == null && pool.getMetricRegistry() == null) {
      pool.setMetricRegistry(metrics);
    }
    database = JdbcClient.create(pool);
  }

  final HikariDataSource pool() {
    return pool;
  }

  public final JdbcClient database() {
    return database;
  }

  @Override
  public final void close() {
    pool.close();
  }
}
