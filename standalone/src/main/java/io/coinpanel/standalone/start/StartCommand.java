package io.coinpanel.standalone.start;

import io.coinpanel.standalone.panel.DataDirectory;
import io.coinpanel.standalone.panel.EmbeddedDatabase;
import io.coinpanel.standalone.panel.LogFile;
import io.coinpanel.standalone.panel.Parts;
import io.coinpanel.standalone.panel.Ports;
import io.coinpanel.standalone.panel.Services;
import io.coinpanel.standalone.panel.ServicesSettings;
import io.coinpanel.standalone.panel.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything on live prices, with data that outlives it. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Runs everything here, on Binance's live prices, and keeps its data.")
public final class StartCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      defaultValue = "${sys:user.home}/.coinpanel",
      description = "Directory of the data (${DEFAULT-VALUE}).")
  private Path data = Path.of("");

  @Mixin private Ports ports = new Ports();

  @Option(
      names = "--exchange",
      hidden = true,
      defaultValue = "${env:BINANCE_REST_URI:-https://data-api.binance.vision}")
  private URI exchange = URI.create("https://data-api.binance.vision");

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = Terminal.of(Objects.requireNonNull(spec).commandLine());
    if (!ports.areFree(terminal)) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    try (Parts parts = new Parts()) {
      parts.closeAtExit();
      run(parts, terminal);
      new ExchangeWatch(exchange, terminal).run();
    } catch (IOException e) {
      terminal.complain("CoinPanel cannot run on " + data + ": " + e.getMessage() + ".");
      return CommandLine.ExitCode.SOFTWARE;
    }
    return CommandLine.ExitCode.OK;
  }

  private void run(Parts parts, Terminal terminal) throws IOException {
    DataDirectory directory = parts.add(DataDirectory.take(data.toAbsolutePath()));
    LogFile log = new LogFile(directory.path().resolve("coinpanel.log")).hushConsole();
    terminal.say("Starting Postgres on " + directory.path() + " ...");
    EmbeddedDatabase database =
        parts.add(EmbeddedDatabase.start(directory.path().resolve("postgres"), false));
    terminal.say("Starting ingestion and the webserver ...");
    parts.add(
        Services.start(
            new ServicesSettings(
                database.address(), ports.webserver(), ports.ingestion(), null, log.arguments())));
    terminal.say(greeting(log));
  }

  private String greeting(LogFile log) {
    return """

        CoinPanel is up.
          Connect   ws://localhost:%1$d/ws
          Web page  http://localhost:%1$d/
          Log       %2$s
          Ctrl-C ends it; its data stays in %3$s.
        """
        .formatted(ports.webserver(), log.path(), data.toAbsolutePath());
  }
}
