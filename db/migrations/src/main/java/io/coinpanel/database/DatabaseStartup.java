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
 * Prepares the database at startup: rejects transaction-mode poolers, then migrates the schema if
 * permitted, otherwise waits until it has been migrated.
 */
public final class DatabaseStartup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseStartup.class);
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
  public DatabaseStartup(DataSource pool, @Nullable String user, @Nullable String password) {
    this.pool = pool;
    this.user = emptyIfUnset(user);
    this.password = emptyIfUnset(password);
  }

  private static @Nullable String emptyIfUnset(@Nullable String setting) {
    return setting == null || setting.isBlank() ? null : setting;
  }

  /** Blocks until the database is ready; logs once what it is waiting for. */
  public void await() throws InterruptedException {
    String logged = "";
    while (true) {
      try {
        tryPrepare();
        return;
      } catch (DatabaseNotReadyException reason) {
        if (!logged.equals(reason.getMessage())) {
          LOG.warn("Waiting for the database, retrying every {} ({})", RETRY, reason.getMessage());
          logged = String.valueOf(reason.getMessage());
        }
        Thread.sleep(RETRY);
      }
    }
  }

  /**
   * Tries once.
   *
   * @throws DatabaseNotReadyException if the caller should retry
   */
  void tryPrepare() {
    try {
      PoolerCheck.require(UnpooledDataSource.of(pool));
      if (user != null || Schema.isOwnedByUserOf(pool)) {
        migrate();
      } else {
        Schema.requireCompatible(pool);
        Schema.requiredVersionIfMissing(pool).ifPresent(DatabaseStartup::wait);
      }
    } catch (SQLException | FlywayException | IncompatibleSchemaException failure) {
      throw new DatabaseNotReadyException(failure);
    }
  }

  private static void wait(String version) {
    throw new DatabaseNotReadyException(
        "the schema is older than version "
            + version
            + ", and this service's user does not own it; waiting for the owner to migrate");
  }

  private void migrate() {
    try (HikariDataSource connections = openMigrationPool()) {
      Schema.migrate(connections);
    }
  }

  private synchronized HikariDataSource openMigrationPool() {
    if (closed) {
      throw new DatabaseNotReadyException("the service is stopping");
    }
    HikariDataSource connections = migrationPool();
    migrating = connections;
    return connections;
  }

  /** Like the pool's, but without a statement timeout for migrations. */
  private HikariDataSource migrationPool() {
    HikariDataSource settings = UnpooledDataSource.settings(pool);
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

  /** Aborts a running migration and prevents further ones. */
  @Override
  public synchronized void close() {
    closed = true;
    if (migrating != null) {
      migrating.close();
    }
  }
}
