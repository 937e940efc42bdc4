package io.coinpanel.cli.transfer;

import io.coinpanel.cli.client.ApiCommand;
import io.coinpanel.cli.client.WebserverApi;
import io.coinpanel.cli.terminal.CommandFailedException;
import io.coinpanel.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Imports alerts into an account. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Creates the alerts in a file, and prints the result for each.",
      "",
      "It can be repeated: existing alerts are not changed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:some alerts failed, the server did not respond, or the file cannot be read",
      "2:invalid usage, or the server rejected the request"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel import alerts.json", "  coinpanel import --csv - < alerts.csv"})
public final class ImportCommand extends ApiCommand {

  private static final String STANDARD_INPUT = "-";

  @Mixin private FileFormat format = new FileFormat();

  @Parameters(
      paramLabel = "FILE",
      description = "The file, or " + STANDARD_INPUT + " for standard input.")
  private String file = "";

  @Override
  protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
    JsonNode report = api.post("/api/v1/subscriptions/import", read(), format.of(file));
    for (JsonNode line : report.path("lines")) {
      terminal.printResult(Terminal.printable(describe(line)));
    }
    int failed = report.path("failed").asInt(0);
    terminal.printMessage(
        "%d created, %d existing, %d failed."
            .formatted(report.path("created").asInt(0), report.path("existing").asInt(0), failed));
    return failed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private String read() {
    try {
      return file.equals(STANDARD_INPUT)
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + ": " + e + ".", e);
    }
  }

  private static String describe(JsonNode line) {
    String number = "line " + line.path("line").asString("") + ": ";
    String id = line.path("subscription_id").asString("");
    return number
        + switch (line.path("outcome").asString("")) {
          case "created" -> "created alert " + id;
          case "existing" -> "exists as alert " + id;
          case String failed -> failed + ": " + line.path("detail").asString("");
        };
  }
}
