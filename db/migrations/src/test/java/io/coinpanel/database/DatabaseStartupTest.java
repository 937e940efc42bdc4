package io.coinpanel.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseStartupTest {

  private final TestDatabase database = TestDatabase.empty();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void migratesIfItsOwnUserOwnsTheSchema() throws SQLException {
    run("alter schema public owner to coinpanel_owner");
    try (HikariDataSource pool = pool(TestRole.OWNER);
        DatabaseStartup databaseStartup = new DatabaseStartup(pool, "", " ")) {
      databaseStartup.tryPrepare();
      databaseStartup.tryPrepare();
    }
    assertThat(Schema.requiredVersionIfMissing(database.dataSource())).isEmpty();
  }

  @Test
  void migratesAsTheFlywayUserAndThenRunsAsItsOwn() throws SQLException {
    run("alter schema public owner to coinpanel_owner");
    try (HikariDataSource pool = pool(TestRole.INGESTION);
        DatabaseStartup databaseStartup =
            new DatabaseStartup(pool, TestRole.OWNER.username(), TestRole.OWNER.password())) {
      databaseStartup.tryPrepare();
      assertThat(pool.getUsername()).isEqualTo(TestRole.INGESTION.username());
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getMetaData().getUserName()).isEqualTo(TestRole.INGESTION.username());
      }
    }
  }

  @Test
  void waitsUntilTheOwnerHasMigrated() throws Exception {
    try (HikariDataSource pool = pool(TestRole.WEBSERVER);
        DatabaseStartup databaseStartup = new DatabaseStartup(pool, null, null)) {
      assertThatThrownBy(databaseStartup::tryPrepare)
          .isInstanceOf(DatabaseNotReadyException.class)
          .hasMessageContaining("does not own it; waiting for the owner to migrate");
      CompletableFuture<Void> ready =
          CompletableFuture.runAsync(
              () -> {
                try {
                  databaseStartup.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      Schema.migrate(database.dataSource());
      ready.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void restrictedRoleDoesNotMigrate() throws SQLException {
    Schema.migrate(database.dataSource());
    assertThat(Schema.isOwnedByUserOf(database.dataSource())).isTrue();
    assertThat(Schema.isOwnedByUserOf(database.dataSource(TestRole.INGESTION))).isFalse();
    assertThat(Schema.isOwnedByUserOf(database.dataSource(TestRole.WEBSERVER))).isFalse();
  }

  @Test
  void migrationMayExceedTheStatementTimeout() throws Exception {
    Schema.migrate(database.dataSource());
    try (HikariDataSource pool = pool(TestRole.OWNER);
        DatabaseStartup databaseStartup =
            new DatabaseStartup(pool, database.username(), database.password());
        Connection other = database.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      pool.addDataSourceProperty("socketTimeout", "2");
      other.setAutoCommit(false);
      statement.execute("lock table flyway_schema_history");
      CompletableFuture<Void> migrated = CompletableFuture.runAsync(databaseStartup::tryPrepare);
      assertThatThrownBy(() -> migrated.get(5, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      other.commit();
      migrated.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void closeAbortsABlockedMigration() throws Exception {
    Schema.migrate(database.dataSource());
    try (HikariDataSource pool = pool(TestRole.OWNER);
        Connection other = database.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table flyway_schema_history");
      CompletableFuture<Void> migrated;
      try (DatabaseStartup databaseStartup =
          new DatabaseStartup(pool, database.username(), database.password())) {
        migrated = CompletableFuture.runAsync(databaseStartup::tryPrepare);
        while (!waits(statement)) {
          Thread.onSpinWait();
        }
      }
      assertThatThrownBy(() -> migrated.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(DatabaseNotReadyException.class);
    }
  }

  private static boolean waits(Statement statement) throws SQLException {
    try (var row = statement.executeQuery("select count(*) from pg_locks where not granted")) {
      row.next();
      return row.getInt(1) > 0;
    }
  }

  private HikariDataSource pool(TestRole role) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(role.username());
    pool.setPassword(role.password());
    pool.setMaximumPoolSize(2);
    pool.setInitializationFailTimeout(-1);
    return pool;
  }

  private void run(String command) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
