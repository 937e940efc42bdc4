package io.coinpanel.webserver.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * A separate small connection pool for client reads, so that they cannot starve commits, delivery
 * and heartbeats. Long reads are cancelled.
 */
public final class ReadPool extends SidePool {

  private static final int CONNECTIONS = 4;
  // Waits long: the client's next command is blocked until the reply anyway.
  private static final Duration MAX_WAIT = Duration.ofSeconds(3);
  private static final String CANCEL_AFTER = ", set_config('statement_timeout', '5s', false)";

  ReadPool(HikariDataSource main, MeterRegistry metrics) {
    super(main, "reads", CONNECTIONS, MAX_WAIT, metrics);
    pool().setConnectionInitSql(main.getConnectionInitSql() + CANCEL_AFTER);
  }
}
