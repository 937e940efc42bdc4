package io.coinpanel.webserver.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A few connections of their own for what clients ask to read, so that no number of clients takes
 * those that commit, deliver and keep this webserver alive. A read that takes long is cancelled.
 */
public final class ClientReads implements AutoCloseable {

  private static final int CONNECTIONS = 4;
  // Rather late than not at all: a client's next command waits for the answer anyway.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
  private static final String CANCEL_AFTER = ", set_config('statement_timeout', '5s', false)";

  private final HikariDataSource pool;
  private final JdbcClient database;

  private ClientReads(HikariDataSource pool) {
    this.pool = pool;
    this.database = JdbcClient.create(pool);
  }

  /** With the settings of the main pool. */
  static ClientReads beside(HikariDataSource main, MeterRegistry metrics) {
    HikariDataSource reads = new HikariDataSource();
    main.copyStateTo(reads);
    reads.setPoolName(main.getPoolName() + "-reads");
    reads.setMaximumPoolSize(CONNECTIONS);
    reads.setMinimumIdle(1);
    reads.setConnectionTimeout(LONGEST_WAIT.toMillis());
    reads.setConnectionInitSql(main.getConnectionInitSql() + CANCEL_AFTER);
    if (reads.getMetricsTrackerFactory() == null && reads.getMetricRegistry() == null) {
      reads.setMetricRegistry(metrics);
    }
    return new ClientReads(reads);
  }

  public JdbcClient database() {
    return database;
  }

  @Override
  public void close() {
    pool.close();
  }
}
