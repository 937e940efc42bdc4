package io.coinpanel.standalone.start;

import io.coinpanel.cli.terminal.CommandFailedException;
import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.Progress;
import io.coinpanel.cli.terminal.Terminal;
import io.coinpanel.database.RestoredDatabase;
import io.coinpanel.database.Schema;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.EmbeddedDatabase;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a data directory usable that was restored from a backup. */
@Command(
    name = "restored",
    mixinStandardHelpOptions = true,
    description = {
      "Prepares a data directory that was restored from a backup, before the next start.",
      "",
      "Ids are not reused, and clients are informed that notifications since the backup"
          + " may be missing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the directory is ready",
      "1:it has no data, is in use, or its database failed",
      "2:invalid usage",
      "130:interrupted with Ctrl-C"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel restored", "  coinpanel restored --data /srv/coinpanel"})
public final class RestoredCommand implements Callable<Integer> {

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private OutputOptions outputOptions = new OutputOptions();

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = outputOptions.terminal();
    if (!data.exists()) {
      throw new CommandFailedException(
          "There is no CoinPanel data in "
              + data.path()
              + "; choose another directory with --data.");
    }
    try (CloseableStack closeableStack = new CloseableStack()) {
      closeableStack.closeAtExit();
      Progress progress = new Progress(terminal, InstantSource.system());
      EmbeddedDatabase database = data.open(closeableStack, progress);
      progress.step(
          "Preparing the restored database",
          "Nothing has changed: try again",
          () -> {
            Schema.migrate(database.dataSource());
            RestoredDatabase.advance(database.dataSource());
            return database;
          });
    }
    terminal.printResult("Ready. Continue with coinpanel start.");
    return CommandLine.ExitCode.OK;
  }
}
