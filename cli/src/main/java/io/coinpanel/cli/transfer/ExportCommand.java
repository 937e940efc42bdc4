package io.coinpanel.cli.transfer;

import io.coinpanel.cli.client.ApiCommand;
import io.coinpanel.cli.client.WebserverApi;
import io.coinpanel.cli.terminal.CommandFailedException;
import io.coinpanel.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Exports the alerts of an account. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes all alerts of an account to a file or standard output.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the server did not respond, or the file cannot be written",
      "2:invalid usage, or the server rejected the request"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel export alerts.json", "  coinpanel export --csv | column -s, -t"})
public final class ExportCommand extends ApiCommand {

  @Mixin private FileFormat format = new FileFormat();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The file (default: standard output).")
  private @Nullable Path file;

  @Override
  protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
    Path target = file;
    String type = format.of(target == null ? "" : target.toString());
    String alerts = api.get("/api/v1/subscriptions/export", type);
    if (target == null) {
      terminal.printResult(alerts.stripTrailing());
    } else {
      write(target, alerts);
      terminal.printMessage("Wrote " + target + ".");
    }
    return CommandLine.ExitCode.OK;
  }

  private static void write(Path file, String alerts) {
    try {
      Files.writeString(file, alerts);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot write " + file + ": " + e + ".", e);
    }
  }
}
