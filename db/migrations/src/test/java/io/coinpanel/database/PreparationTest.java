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

class PreparationTest {

  private final TestDatabase database = TestDatabase.empty();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void migratesIfItsOwnUserOwnsTheSchema() throws SQLException {
    run("alter schema public owner to coinpanel_owner");
    try (HikariDataSource pool = pool(TestRole.OWNER);
        Preparation preparation = new Preparation(pool, "", " ")) {
      preparation.attempt();
      preparation.attempt();
    }
    assertThat(Schema.missingVersion(database.dataSource())).isEmpty();
  }

  @Test
  void migratesWithTheUserThatIsNamedForItAndGoesOnWithItsOwn() throws SQLException {
    run("alter schema public owner to coinpanel_owner");
    try (HikariDataSource pool = pool(TestRole.INGESTION);
        Preparation preparation =
            new Preparation(pool, TestRole.OWNER.username(), TestRole.OWNER.password())) {
      preparation.attempt();
      assertThat(pool.getUsername()).isEqualTo(TestRole.INGESTION.username());
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getMetaData().getUserName()).isEqualTo(TestRole.INGESTION.username());
      }
    }
  }

  @Test
  void waitsForTheOwnersMigrationAndThenGoesOn() throws Exception {
    try (HikariDataSource pool = pool(TestRole.WEBSERVER);
        Preparation preparation = new Preparation(pool, null, null)) {
      assertThatThrownBy(preparation::attempt)
          .isInstanceOf(DatabaseNotReady.class)
          .hasMessageContaining("does not own it: waiting for its owner to migrate");
      CompletableFuture<Void> ready =
          CompletableFuture.runAsync(
              () -> {
                try {
                  preparation.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      Schema.migrate(database.dataSource());
      ready.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aNarrowRoleDoesNotMigrateWhatItMayCreateTablesIn() throws SQLException {
    Schema.migrate(database.dataSource());
    assertThat(Schema.isOwnedByUserOf(database.dataSource())).isTrue();
    assertThat(Schema.isOwnedByUserOf(database.dataSource(TestRole.INGESTION))).isFalse();
    assertThat(Schema.isOwnedByUserOf(database.dataSource(TestRole.WEBSERVER))).isFalse();
  }

  @Test
  void aMigrationMayTakeLongerThanThePoolWaitsForAStatement() throws Exception {
    Schema.migrate(database.dataSource());
    try (HikariDataSource pool = pool(TestRole.OWNER);
        Preparation preparation = new Preparation(pool, database.username(), database.password());
        Connection other = database.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      pool.addDataSourceProperty("socketTimeout", "2");
      other.setAutoCommit(false);
      statement.execute("lock table flyway_schema_history");
      CompletableFuture<Void> migrated = CompletableFuture.runAsync(preparation::attempt);
      assertThatThrownBy(() -> migrated.get(5, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      other.commit();
      migrated.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void closingItBreaksAMigrationThatWaits() throws Exception {
    Schema.migrate(database.dataSource());
    try (HikariDataSource pool = pool(TestRole.OWNER);
        Connection other = database.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table flyway_schema_history");
      CompletableFuture<Void> migrated;
      try (Preparation preparation =
          new Preparation(pool, database.username(), database.password())) {
        migrated = CompletableFuture.runAsync(preparation::attempt);
        while (!waits(statement)) {
          Thread.onSpinWait();
        }
      }
      assertThatThrownBy(() -> migrated.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(DatabaseNotReady.class);
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
