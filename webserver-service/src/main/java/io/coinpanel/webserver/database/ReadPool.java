package io.coinpanel.webserver.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A separate small connection pool for client reads, so that they cannot starve commits, delivery
 * and heartbeats. Long reads are cancelled.
 */
public final class ReadPool implements AutoCloseable {

  private static final int CONNECTIONS = 4;
  // Waits long: the client's next command is blocked until the reply anyway.
  private static final Duration MAX_WAIT = Duration.ofSeconds(3);
  private static final String CANCEL_AFTER = ", set_config('statement_timeout', '5s', false)";

  private final HikariDataSource pool;
  private final JdbcClient database;

  private ReadPool(HikariDataSource pool) {
    this.pool = pool;
    this.database = JdbcClient.create(pool);
  }

  static ReadPool of(HikariDataSource main, MeterRegistry metrics) {
    HikariDataSource reads = SidePool.of(main, "reads", CONNECTIONS, MAX_WAIT, metrics);
    reads.setConnectionInitSql(main.getConnectionInitSql() + CANCEL_AFTER);
    return new ReadPool(reads);
  }

  public JdbcClient database() {
    return database;
  }

  @Override
  public void close() {
    pool.close();
  }
}
