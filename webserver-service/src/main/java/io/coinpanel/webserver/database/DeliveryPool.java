package io.coinpanel.webserver.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A separate small connection pool for deliveries: hundreds of tasks end at once, and clients do
 * not wait for them, nor they for clients.
 */
public final class DeliveryPool implements AutoCloseable {

  private static final int CONNECTIONS = 5;
  // Waits long, as what was sent and not stored is sent again; commits wait several times.
  private static final Duration MAX_WAIT = Duration.ofSeconds(3);

  private final HikariDataSource pool;
  private final JdbcClient database;

  private DeliveryPool(HikariDataSource pool) {
    this.pool = pool;
    this.database = JdbcClient.create(pool);
  }

  static DeliveryPool of(HikariDataSource main, MeterRegistry metrics) {
    return new DeliveryPool(SidePool.of(main, "deliveries", CONNECTIONS, MAX_WAIT, metrics));
  }

  public DataSource source() {
    return pool;
  }

  public JdbcClient database() {
    return database;
  }

  @Override
  public void close() {
    pool.close();
  }
}
