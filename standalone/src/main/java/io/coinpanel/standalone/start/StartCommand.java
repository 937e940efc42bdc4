package io.coinpanel.standalone.start;

import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.Progress;
import io.coinpanel.cli.terminal.Terminal;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.EmbeddedDatabase;
import io.coinpanel.standalone.runtime.LogFile;
import io.coinpanel.standalone.runtime.Ports;
import io.coinpanel.standalone.runtime.ReadinessProbe;
import io.coinpanel.standalone.runtime.SecretKeyFile;
import io.coinpanel.standalone.runtime.Services;
import io.coinpanel.standalone.runtime.ServicesSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs everything on live prices with persistent data. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Runs everything locally on Binance's live prices and keeps its data.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"1:startup failed", "2:invalid usage", "130:interrupted with Ctrl-C"},
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel start", "  coinpanel start --data /srv/coinpanel --port 9000"})
public final class StartCommand implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private Ports ports = new Ports();
  @Mixin private OutputOptions outputOptions = new OutputOptions();

  @Option(
      names = "--exchange",
      hidden = true,
      defaultValue = "${env:BINANCE_REST_URI:-https://data-api.binance.vision}")
  private URI exchange = URI.create("https://data-api.binance.vision");

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = outputOptions.terminal();
    if (!ports.areFree(terminal)) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    try (CloseableStack closeableStack = new CloseableStack()) {
      closeableStack.closeAtExit();
      run(closeableStack, terminal, new Progress(terminal, InstantSource.system()));
      new ExchangeMonitor(exchange, terminal).run();
    }
    return CommandLine.ExitCode.OK;
  }

  private void run(CloseableStack closeableStack, Terminal terminal, Progress progress)
      throws InterruptedException {
    EmbeddedDatabase database = data.open(closeableStack, progress);
    LogFile log = data.log();
    Services services =
        progress.step(
            "Starting ingestion and the webserver",
            "Log file: " + log.path(),
            () -> closeableStack.add(Services.start(settings(database, log, secretKey()))));
    awaitSymbols(services, terminal, progress);
    terminal.printResult(greeting(log));
  }

  private ServicesSettings settings(EmbeddedDatabase database, LogFile log, String secretKey) {
    List<String> more =
        Stream.concat(
                log.arguments().stream(),
                Stream.of("--coinpanel.webserver.secret-key=" + secretKey))
            .toList();
    return new ServicesSettings(
        database.address(), ports.webserver(), ports.ingestion(), null, more);
  }

  /** That of the environment comes first. */
  private String secretKey() throws IOException {
    String configured = System.getenv("COINPANEL_SECRET_KEY");
    return configured == null || configured.isBlank()
        ? SecretKeyFile.readOrCreate(data.secretKey())
        : configured;
  }

  private void awaitSymbols(Services services, Terminal terminal, Progress progress)
      throws InterruptedException {
    boolean loaded =
        progress.await(
            "Loading the symbols from " + exchange,
            "CoinPanel keeps retrying",
            () -> ReadinessProbe.await(services.port(), TIMEOUT));
    if (!loaded) {
      terminal.printMessage(
          "The exchange's symbols are not loaded yet; alerts can be created once they are.");
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
        data.path());
  }
}
