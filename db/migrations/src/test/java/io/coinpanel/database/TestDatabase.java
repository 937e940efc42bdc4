package io.coinpanel.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of a test's own on a real Postgres, dropped when the test closes it. */
public final class TestDatabase implements AutoCloseable {

  private final TestPostgres server = TestPostgres.shared();
  private final String name = "test_" + UUID.randomUUID().toString().replace("-", "");

  private TestDatabase(String options) {
    onServer("create database " + name + options);
  }

  /** A database without tables. */
  public static TestDatabase empty() {
    return new TestDatabase("");
  }

  /** A database with the current schema: a copy, which is faster than migrating each. */
  public static TestDatabase migrated() {
    return new TestDatabase(" template " + Template.MIGRATED.name);
  }

  /** {@link #migrated()}, in an encoding that has no letters beyond Latin ones. */
  public static TestDatabase latin1() {
    return migrated(" encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0");
  }

  private static TestDatabase migrated(String options) {
    TestDatabase database = new TestDatabase(options);
    Schema.migrate(database.dataSource());
    return database;
  }

  /** Dropped with the server. */
  private static final class Template {
    static final TestDatabase MIGRATED = migrated("");
  }

  public String jdbcUrl() {
    return server.jdbcUrl(name);
  }

  public String username() {
    return server.username();
  }

  public String password() {
    return server.password();
  }

  /** Opens a new connection at each request. */
  public DataSource dataSource() {
    return dataSource(username(), password());
  }

  /** Opens a new connection at each request, as a role whose password is its name. */
  DataSource dataSource(TestRole role) {
    return dataSource(role.username(), role.password());
  }

  private DataSource dataSource(String username, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl());
    source.setUser(username);
    source.setPassword(password);
    return source;
  }

  /** Spring settings for a service with a restricted role that does not migrate. */
  public List<String> settings(TestRole role) {
    return List.of(
        "--spring.datasource.url=" + jdbcUrl(),
        "--spring.datasource.username=" + role.username(),
        "--spring.datasource.password=" + role.password(),
        "--spring.flyway.user=" + username(),
        "--spring.flyway.password=" + password());
  }

  @Override
  public void close() {
    onServer("drop database " + name + " with (force)");
  }

  @SuppressWarnings("SqlSourceToSinkFlow") // the only variable part is the name made above
  private void onServer(String statement) {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl("postgres"), username(), password());
        var command = connection.createStatement()) {
      command.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }
}
