package io.coinpanel.standalone.start;

import io.coinpanel.standalone.panel.DataDirectory;
import io.coinpanel.standalone.panel.EmbeddedDatabase;
import io.coinpanel.standalone.panel.LogFile;
import io.coinpanel.standalone.panel.Parts;
import io.coinpanel.standalone.panel.Ports;
import io.coinpanel.standalone.panel.Readiness;
import io.coinpanel.standalone.panel.Services;
import io.coinpanel.standalone.panel.ServicesSettings;
import io.coinpanel.standalone.terminal.Home;
import io.coinpanel.standalone.terminal.Looks;
import io.coinpanel.standalone.terminal.Progress;
import io.coinpanel.standalone.terminal.Terminal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs everything on live prices, with data that outlives it. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Runs everything here, on Binance's live prices, and keeps its data.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"1:it could not be started", "2:wrong usage", "130:ended with Ctrl-C"},
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel start", "  coinpanel start --data /srv/coinpanel --port 9000"})
public final class StartCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of the data (~/.coinpanel).")
  private Path data = Home.path().resolve(".coinpanel");

  @Mixin private Ports ports = new Ports();
  @Mixin private Looks looks = new Looks();

  @Option(
      names = "--exchange",
      hidden = true,
      defaultValue = "${env:BINANCE_REST_URI:-https://data-api.binance.vision}")
  private URI exchange = URI.create("https://data-api.binance.vision");

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = looks.terminal();
    if (!ports.areFree(terminal)) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    try (Parts parts = new Parts()) {
      parts.closeAtExit();
      run(parts, terminal, new Progress(terminal, InstantSource.system()));
      new ExchangeWatch(exchange, terminal).run();
    }
    return CommandLine.ExitCode.OK;
  }

  private void run(Parts parts, Terminal terminal, Progress progress) throws InterruptedException {
    DataDirectory directory =
        progress.step(
            "Opening " + data.toAbsolutePath(),
            "End the CoinPanel that runs on it, or name another directory with --data",
            () -> parts.add(DataDirectory.take(data.toAbsolutePath())));
    LogFile log = new LogFile(directory.path().resolve("coinpanel.log")).hushConsole();
    EmbeddedDatabase database =
        progress.step(
            "Starting Postgres",
            EmbeddedDatabase.ADVICE,
            () -> parts.add(EmbeddedDatabase.start(directory.path().resolve("postgres"), false)));
    Services services =
        progress.step(
            "Starting ingestion and the webserver",
            "The log is " + log.path(),
            () -> parts.add(Services.start(settings(database, log))));
    awaitSymbols(services, terminal, progress);
    terminal.say(greeting(log));
  }

  private ServicesSettings settings(EmbeddedDatabase database, LogFile log) {
    return new ServicesSettings(
        database.address(), ports.webserver(), ports.ingestion(), null, log.arguments());
  }

  private void awaitSymbols(Services services, Terminal terminal, Progress progress)
      throws InterruptedException {
    boolean loaded =
        progress.await(
            "Loading the symbols from " + exchange,
            "CoinPanel keeps trying",
            () -> Readiness.await(services.port(), PATIENCE));
    if (!loaded) {
      terminal.complain(
          "The exchange's symbols are not there yet; alerts can be made as soon as they are.");
    }
  }

  private String greeting(LogFile log) {
    return String.format(
        Locale.ROOT,
        """

        CoinPanel is up.
          Connect   ws://localhost:%1$d/ws
          Web page  http://localhost:%1$d/
          Log       %2$s
          Ctrl-C ends it; its data stays in %3$s.
        """,
        ports.webserver(),
        log.path(),
        data.toAbsolutePath());
  }
}
