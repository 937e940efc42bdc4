package io.coinpanel.webserver.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A separate small connection pool for deliveries: hundreds of tasks end at once, and clients do
 * not wait for them, nor they for clients.
 */
public final class DeliveryPool extends SidePool {

  private static final int CONNECTIONS = 5;
  // Waits long, as what was sent and not stored is sent again; commits wait several times.
  private static final Duration MAX_WAIT = Duration.ofSeconds(3);

  DeliveryPool(HikariDataSource main, MeterRegistry metrics) {
    super(main, "deliveries", CONNECTIONS, MAX_WAIT, metrics);
  }

  public DataSource source() {
    return pool();
  }
}
