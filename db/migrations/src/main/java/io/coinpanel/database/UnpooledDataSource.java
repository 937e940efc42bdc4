package io.coinpanel.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/** Connects like a pool but without pooling, for sessions with state: advisory locks, LISTEN. */
public final class UnpooledDataSource {

  private UnpooledDataSource() {}

  /**
   * Opens a new connection each time, configured exactly like the pool's: with its URL, in which
   * any parameter of the driver may stand and precedes the settings, and with its user and
   * properties.
   */
  public static DataSource of(DataSource pool) {
    HikariDataSource settings = settings(pool);
    Properties properties = new Properties();
    properties.putAll(settings.getDataSourceProperties());
    return new DriverDataSource(
        settings.getJdbcUrl(),
        settings.getDriverClassName(),
        properties,
        settings.getUsername(),
        settings.getPassword());
  }

  static HikariDataSource settings(DataSource pool) {
    try {
      return pool.unwrap(HikariDataSource.class);
    } catch (SQLException other) {
      throw new IllegalArgumentException("not a Hikari pool: " + pool, other);
    }
  }
}
