package io.coinpanel.standalone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.testkit.process.ClassPath;
import io.coinpanel.testkit.process.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  void reportsWhyPostgresRejectsItsData(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    EmbeddedDatabase.start(data, false).close();
    Files.writeString(data.resolve("PG_VERSION"), "12\n");
    assertThatThrownBy(() -> EmbeddedDatabase.start(data, false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("incompatible")
        .hasMessageContaining("12");
  }

  @Test
  void rejectsPathsWithShellCharacters(@TempDir Path directory) throws Exception {
    try (EmbeddedDatabase database =
        EmbeddedDatabase.start(directory.resolve("a 'b").resolve("data"), false)) {
      assertThat(ask(database, "select 1")).isEqualTo("1");
    }
    assertThatThrownBy(() -> EmbeddedDatabase.start(directory.resolve("a$b"), false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not support a directory with $");
  }

  @Test
  void leavesTheServerOfACopiedDirectoryAlone(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, false)) {
      Path copy = Files.createDirectory(directory.resolve("copy"));
      Files.copy(data.resolve("postmaster.pid"), copy.resolve("postmaster.pid"));
      OrphanedPostgres.stop(copy);
      assertThat(ask(database, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void stopsOrphanedServers(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, false)) {
      assertThat(ask(database, "select 1")).isEqualTo("1");
      OrphanedPostgres.stop(data);
      assertThatThrownBy(() -> ask(database, "select 1")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void locksTheDataDirectory(@TempDir Path directory) throws Exception {
    try (DataDirectory held = DataDirectory.acquire(directory)) {
      assertThatThrownBy(() -> DataDirectory.acquire(held.path()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another CoinPanel");
    }
    DataDirectory.acquire(directory).close();
  }

  @Test
  void endsWhenItsOwnerIsKilled(@TempDir Path parent) throws Exception {
    Process owner = owner(parent);
    Path pidFile;
    try {
      pidFile = dataOf(owner).resolve("postmaster.pid");
      ProcessHandle server = server(pidFile);
      owner.destroyForcibly().waitFor();
      var _ = server.onExit().get(30, TimeUnit.SECONDS);
    } finally {
      owner.destroyForcibly();
    }
    try (TemporaryDirectory next = TemporaryDirectory.create(parent);
        var left = Files.list(parent)) {
      assertThat(left).containsExactly(next.postgres().getParent());
    }
  }

  private static Path dataOf(Process owner) {
    return owner
        .inputReader(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(DatabaseOwner.READY))
        .map(line -> Path.of(line.substring(DatabaseOwner.READY.length())))
        .findFirst()
        .orElseThrow();
  }

  private static Process owner(Path parent) throws IOException {
    return new ProcessBuilder(
            new JavaCommand(ClassPath.own(), DatabaseOwner.class.getName())
                .words(parent.toString()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void aTemporaryDirectoryOfALivingProcessStays(@TempDir Path parent) throws Exception {
    try (TemporaryDirectory first = TemporaryDirectory.create(parent)) {
      TemporaryDirectory.create(parent).close();
      assertThat(first.postgres().getParent()).exists();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aTemporaryDirectoryOfAnotherLivingProcessStays(@TempDir Path parent) throws Exception {
    Process owner = owner(parent);
    try {
      Path data = dataOf(owner);
      TemporaryDirectory.create(parent).close();
      assertThat(data.resolve("postmaster.pid")).exists();
      assertThat(server(data.resolve("postmaster.pid")).isAlive()).isTrue();
    } finally {
      owner.destroyForcibly().waitFor();
    }
  }

  private static ProcessHandle server(Path pidFile) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst())).orElseThrow();
  }

  private static void kill(Path data) throws Exception {
    ProcessHandle server = server(data.resolve("postmaster.pid"));
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
