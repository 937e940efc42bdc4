package io.coinpanel.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class PoolerCheckTest {

  private static final String PROPERTY = "coinpanel.test.pgbouncer";
  private static final String SKIPPED = "no PgBouncer is named by -D" + PROPERTY;

  private final TestDatabase database = TestDatabase.empty();
  @TempDir private Path folder;
  private int port;

  @BeforeEach
  void open() throws IOException {
    // PgBouncer runs as another user where the tests run as root.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void acceptsPostgres() throws SQLException {
    PoolerCheck.require(database.dataSource());
  }

  @Test
  @EnabledIfSystemProperty(named = PROPERTY, matches = ".+", disabledReason = SKIPPED)
  void acceptsSessionPooling() throws Exception {
    Process pooler = start("pool_mode = session");
    try {
      PoolerCheck.require(pooled());
    } finally {
      pooler.destroy();
      pooler.waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pool_mode = transaction",
        "pool_mode = transaction\nserver_round_robin = 1",
        "pool_mode = transaction\nserver_round_robin = 1\nmin_pool_size = 2",
        "pool_mode = transaction\ndefault_pool_size = 1",
        "pool_mode = statement"
      })
  @EnabledIfSystemProperty(named = PROPERTY, matches = ".+", disabledReason = SKIPPED)
  void rejectsTransactionPoolingWithAdvice(String mode) throws Exception {
    Process pooler = start(mode);
    try {
      assertThatThrownBy(() -> PoolerCheck.require(pooled()))
          .isInstanceOf(DatabaseNotReadyException.class)
          .hasMessageContaining("point SPRING_DATASOURCE_URL at Postgres itself");
    } finally {
      pooler.destroy();
      pooler.waitFor();
    }
  }

  private DataSource pooled() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/pooled");
    source.setUser(database.username());
    source.setPassword(database.password());
    return source;
  }

  private Process start(String mode) throws IOException, InterruptedException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String[] command = {System.getProperty(PROPERTY), "-u", "nobody", settings(mode).toString()};
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (!listens()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(Files.readString(folder.resolve("log")));
      }
      Thread.onSpinWait();
    }
    return process;
  }

  private Path settings(String mode) throws IOException {
    URI server = URI.create(database.jdbcUrl().replaceFirst("^jdbc:", ""));
    String user = database.username();
    String password = database.password();
    Path users =
        Files.writeString(folder.resolve("users"), "\"%s\" \"%s\"%n".formatted(user, password));
    return Files.writeString(
        folder.resolve("pgbouncer.ini"),
        """
        [databases]
        pooled = host=%s port=%d dbname=%s user=%s password=%s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = trust
        auth_file = %s
        ignore_startup_parameters = extra_float_digits
        %s
        """
            .formatted(
                server.getHost().replace("localhost", "127.0.0.1"),
                server.getPort(),
                server.getPath().substring(1),
                user,
                password,
                port,
                users,
                mode));
  }

  private boolean listens() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
