package io.coinpanel.webserver.database;

import com.zaxxer.hikari.HikariDataSource;
import io.coinpanel.database.DirectConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections outside the pool for those who listen: a pooled one could come back to others still
 * listening, and those who listen keep theirs for as long as it lasts.
 */
public final class ListeningConnections {

  private final DataSource direct;
  private final @Nullable String initSql;

  private ListeningConnections(DataSource direct, @Nullable String initSql) {
    this.direct = direct;
    this.initSql = initSql;
  }

  /** To the database of a pool, with its settings. */
  static ListeningConnections beside(HikariDataSource pool) {
    return new ListeningConnections(DirectConnections.of(pool), pool.getConnectionInitSql());
  }

  /** Opens a new one. */
  public Connection open() throws SQLException {
    Connection connection = direct.getConnection();
    try (Statement statement = connection.createStatement()) {
      if (initSql != null) {
        statement.execute(initSql);
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }
}
