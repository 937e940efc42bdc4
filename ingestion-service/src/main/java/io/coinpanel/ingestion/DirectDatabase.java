package io.coinpanel.ingestion;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The database without a pool, for sessions that are more than their statements: one that holds the
 * leader's lock, one that listens.
 */
final class DirectDatabase {

  private static final int CONNECT_TIMEOUT_SECONDS = 5;
  private static final int SOCKET_TIMEOUT_SECONDS = 30;

  private final PGSimpleDataSource source = new PGSimpleDataSource();

  DirectDatabase(JdbcConnectionDetails details) {
    source.setUrl(details.getJdbcUrl());
    source.setUser(details.getUsername());
    source.setPassword(details.getPassword());
    source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
    source.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setApplicationName("coinpanel-ingestion");
  }

  DataSource source() {
    return source;
  }
}
