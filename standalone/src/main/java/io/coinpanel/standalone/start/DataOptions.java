package io.coinpanel.standalone.start;

import io.coinpanel.cli.terminal.HomeDirectory;
import io.coinpanel.cli.terminal.Progress;
import io.coinpanel.database.Schema;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.DataDirectory;
import io.coinpanel.standalone.runtime.EmbeddedDatabase;
import io.coinpanel.standalone.runtime.LogFile;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which data directory, and the database in it. */
final class DataOptions {

  private static final String POSTGRES = "postgres";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (default: ~/.coinpanel).")
  private Path directory = HomeDirectory.path().resolve(".coinpanel");

  Path path() {
    return directory.toAbsolutePath();
  }

  LogFile log() {
    return new LogFile(path().resolve("coinpanel.log"));
  }

  /** The file of the key that the secrets of destinations are encrypted with. */
  Path secretKey() {
    return path().resolve("secret-key");
  }

  /** Whether there is a database in it. */
  boolean exists() {
    return Files.exists(path().resolve(POSTGRES).resolve("PG_VERSION"));
  }

  /** Locks the directory, and starts the database in it, which this program can read. */
  EmbeddedDatabase open(CloseableStack closeableStack, Progress progress)
      throws InterruptedException {
    DataDirectory locked =
        progress.step(
            "Opening " + path(),
            "Stop the CoinPanel that uses it, or choose another directory with --data",
            () -> closeableStack.add(DataDirectory.acquire(path())));
    var _ = log().muteConsole();
    EmbeddedDatabase database =
        progress.step(
            "Starting Postgres",
            EmbeddedDatabase.ADVICE,
            () ->
                closeableStack.add(EmbeddedDatabase.start(locked.path().resolve(POSTGRES), false)));
    return progress.step(
        "Checking the schema",
        "Move the directory away, or choose another one with --data",
        () -> {
          Schema.requireCompatible(database.dataSource());
          return database;
        });
  }
}
