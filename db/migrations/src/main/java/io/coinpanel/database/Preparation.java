package io.coinpanel.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service does about the database before it works: it makes sure that its sessions are its
 * own, then migrates the schema if it may, and otherwise waits for whoever does.
 */
public final class Preparation implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  // Flyway uses one connection for its lock and one for the migrations.
  private static final int CONNECTIONS = 3;

  private final DataSource pool;
  private final @Nullable String user;
  private final @Nullable String password;
  private @Nullable HikariDataSource migrating;
  private boolean closed;

  /**
   * Opens nothing yet.
   *
   * @param pool whose settings hold for all connections
   * @param user who migrates; if blank, the pool's own user where it owns the schema
   * @param password of that user; if blank, the pool's own
   */
  public Preparation(DataSource pool, @Nullable String user, @Nullable String password) {
    this.pool = pool;
    this.user = given(user);
    this.password = given(password);
  }

  private static @Nullable String given(@Nullable String setting) {
    return setting == null || setting.isBlank() ? null : setting;
  }

  /** Returns when the database is ready, and logs once what it waits for. */
  public void await() throws InterruptedException {
    String logged = "";
    while (true) {
      try {
        attempt();
        return;
      } catch (DatabaseNotReady reason) {
        if (!logged.equals(reason.getMessage())) {
          LOG.warn("Waiting for the database, asking every {} ({})", RETRY, reason.getMessage());
          logged = String.valueOf(reason.getMessage());
        }
        Thread.sleep(RETRY);
      }
    }
  }

  /**
   * Tries once.
   *
   * @throws DatabaseNotReady if it is to be tried again
   */
  void attempt() {
    try {
      SessionCheck.require(DirectConnections.of(pool));
      if (user != null || Schema.isOwnedByUserOf(pool)) {
        migrate();
      } else {
        Schema.missingVersion(pool).ifPresent(Preparation::wait);
      }
    } catch (SQLException | FlywayException failure) {
      throw new DatabaseNotReady(failure);
    }
  }

  private static void wait(String version) {
    throw new DatabaseNotReady(
        "the schema is older than version "
            + version
            + ", and this service's user does not own it: waiting for its owner to migrate");
  }

  private void migrate() {
    try (HikariDataSource connections = begin()) {
      Schema.migrate(connections);
    }
  }

  private synchronized HikariDataSource begin() {
    if (closed) {
      throw new DatabaseNotReady("the service is stopping");
    }
    HikariDataSource connections = connections();
    migrating = connections;
    return connections;
  }

  /** As the pool's, but a migration takes as long as it takes. */
  private HikariDataSource connections() {
    HikariDataSource settings = DirectConnections.settings(pool);
    HikariConfig connections = new HikariConfig();
    connections.setPoolName("migration");
    connections.setMaximumPoolSize(CONNECTIONS);
    connections.setMinimumIdle(0);
    connections.setJdbcUrl(settings.getJdbcUrl());
    connections.setUsername(user == null ? settings.getUsername() : user);
    connections.setPassword(password == null ? settings.getPassword() : password);
    connections.setDataSourceProperties(settings.getDataSourceProperties());
    connections.getDataSourceProperties().remove("socketTimeout");
    return new HikariDataSource(connections);
  }

  /** Breaks a migration that is under way; there will be no other. */
  @Override
  public synchronized void close() {
    closed = true;
    if (migrating != null) {
      migrating.close();
    }
  }
}
