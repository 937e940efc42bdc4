package io.coinpanel.webserver.database;

import com.zaxxer.hikari.HikariDataSource;
import io.coinpanel.database.UnpooledDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Unpooled connections for LISTEN: a pooled one could be returned while still listening. */
public final class ListenConnections {

  private final DataSource direct;
  private final @Nullable String initSql;

  private ListenConnections(DataSource direct, @Nullable String initSql) {
    this.direct = direct;
    this.initSql = initSql;
  }

  /** To the database of a pool, with its settings. */
  static ListenConnections of(HikariDataSource pool) {
    return new ListenConnections(UnpooledDataSource.of(pool), pool.getConnectionInitSql());
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
