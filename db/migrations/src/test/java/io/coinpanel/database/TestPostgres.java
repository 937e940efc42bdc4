package io.coinpanel.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The Postgres server that the tests of one JVM share: a container where an engine answers, else an
 * embedded one. Both are Postgres 18.
 */
record TestPostgres(String host, int port, String username, String password) {

  private static final Logger LOG = LoggerFactory.getLogger(TestPostgres.class);
  private static final String IMAGE = "postgres:18";

  /** Started at first use; its end is the JVM's. */
  static TestPostgres shared() {
    return Holder.SERVER;
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  private TestPostgres withRoles() {
    try (Connection connection =
            DriverManager.getConnection(jdbcUrl("postgres"), username, password);
        Statement statement = connection.createStatement()) {
      for (TestRole role : TestRole.values()) {
        statement.execute(
            "create role %s login password '%s'".formatted(role.username(), role.password()));
      }
      statement.execute("grant coinpanel_ingestion to coinpanel_owner");
    } catch (SQLException e) {
      throw new IllegalStateException("no roles", e);
    }
    return this;
  }

  private static TestPostgres start() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return embedded();
    }
    try {
      return container();
    } catch (ContainerLaunchException | ContainerFetchException e) {
      LOG.warn(
          "A container engine answers, but gives no {}; tests go on with the embedded Postgres",
          IMAGE,
          e);
      return embedded();
    }
  }

  @SuppressWarnings("resource") // closed with the JVM
  private static TestPostgres container() {
    PostgreSQLContainer container =
        new PostgreSQLContainer(IMAGE)
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
    container.start();
    Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
    return new TestPostgres(
        container.getHost(),
        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        container.getUsername(),
        container.getPassword());
  }

  @SuppressWarnings("resource") // closes itself when the JVM ends
  private static TestPostgres embedded() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      return new TestPostgres("localhost", server.getPort(), "postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException("no embedded Postgres", e);
    }
  }

  private static final class Holder {
    static final TestPostgres SERVER = start().withRoles();
  }
}
