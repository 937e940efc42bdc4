package io.coinpanel.standalone.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedDatabaseTest {

  @Test
  void keepsWhatItCommittedWhenItIsKilled(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, false)) {
      ask(database, "create table kept as select 42 as answer");
      assertThat(ask(database, "show fsync")).isEqualTo("on");
      kill(data);
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, false)) {
      assertThat(ask(database, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void onesLeftBehindAreEnded(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, false)) {
      assertThat(ask(database, "select 1")).isEqualTo("1");
      LeftBehind.stop(data);
      assertThatThrownBy(() -> ask(database, "select 1")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aDirectoryBelongsToOneAtATime(@TempDir Path directory) throws Exception {
    try (DataDirectory held = DataDirectory.take(directory)) {
      assertThatThrownBy(() -> DataDirectory.take(held.path()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another CoinPanel");
    }
    DataDirectory.take(directory).close();
  }

  private static void kill(Path data) throws Exception {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    assertThat(server.destroyForcibly()).isTrue();
    var _ = server.onExit().get(30, TimeUnit.SECONDS);
  }

  private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
    DatabaseAddress address = database.address();
    try (var connection =
            DriverManager.getConnection(address.jdbcUrl(), address.username(), address.password());
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      var rows = statement.getResultSet();
      rows.next();
      return rows.getString(1);
    }
  }
}
