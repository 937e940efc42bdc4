package io.coinpanel.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.cli.terminal.CommandFailureHandler;
import io.coinpanel.database.Schema;
import io.coinpanel.standalone.runtime.DataDirectory;
import io.coinpanel.standalone.runtime.EmbeddedDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RestoredCommandTest {

  private static final long FAR = 1L << 40;

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  @Test
  void givesNoIdASecondTime() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(postgres(), false)) {
      Schema.migrate(database.dataSource());
      assertThat(nextOwner(database)).isLessThan(FAR);
    }
    assertThat(restored()).as(err.toString()).isZero();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(postgres(), false)) {
      assertThat(nextOwner(database)).isGreaterThan(FAR);
    }
  }

  @Test
  void refusesADirectoryInUse() throws Exception {
    EmbeddedDatabase.start(postgres(), false).close();
    try (DataDirectory _ = DataDirectory.acquire(directory)) {
      assertThat(restored()).isEqualTo(1);
    }
    assertThat(err.toString()).contains("another CoinPanel is using it");
  }

  @Test
  void createsNothingWhereThereIsNoData() {
    assertThat(restored()).isEqualTo(1);
    assertThat(err.toString()).contains("no CoinPanel data in " + directory);
    assertThat(directory).isEmptyDirectory();
  }

  private Path postgres() {
    return directory.resolve("postgres");
  }

  private int restored() {
    return new CommandLine(new RestoredCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(new CommandFailureHandler())
        .execute("--data", directory.toString());
  }

  private static long nextOwner(EmbeddedDatabase database) throws Exception {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select nextval('owner_id_seq')")) {
      row.next();
      return row.getLong(1);
    }
  }
}
