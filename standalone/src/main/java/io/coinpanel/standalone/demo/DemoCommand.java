package io.coinpanel.standalone.demo;

import io.coinpanel.cli.terminal.CacheDirectory;
import io.coinpanel.cli.terminal.CommandFailedException;
import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.Progress;
import io.coinpanel.cli.terminal.Terminal;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.LogFile;
import io.coinpanel.standalone.runtime.Ports;
import io.coinpanel.standalone.runtime.ReadinessProbe;
import io.coinpanel.standalone.runtime.TemporaryDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs everything on simulated prices with sample alerts. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Runs everything locally on SIMULATED prices and shows some alerts.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"1:startup failed", "2:invalid usage", "130:interrupted with Ctrl-C"},
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel demo", "  coinpanel demo --port 9000 --seed 7"})
public final class DemoCommand implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Mixin private Ports ports = new Ports();
  @Mixin private OutputOptions outputOptions = new OutputOptions();

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the random walk (${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = outputOptions.terminal();
    if (!ports.areFree(terminal)) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    terminal.printResult(banner());
    LogFile log = new LogFile(CacheDirectory.path().resolve("demo.log")).muteConsole();
    try (CloseableStack closeableStack = new CloseableStack()) {
      closeableStack.closeAtExit();
      run(closeableStack, terminal, log);
      terminal.awaitShutdown();
    }
    return CommandLine.ExitCode.OK;
  }

  private void run(CloseableStack closeableStack, Terminal terminal, LogFile log)
      throws IOException, InterruptedException {
    Progress progress = new Progress(terminal, InstantSource.system());
    TemporaryDirectory directory =
        progress.step(
            "Creating the data directory",
            "Check the free disk space",
            () -> closeableStack.add(TemporaryDirectory.create()));
    Demo demo =
        closeableStack.add(
            Demo.start(
                ports.webserver(), ports.ingestion(), seed, directory.postgres(), log, progress));
    boolean ready =
        progress.await(
            "Loading the symbols",
            "Log file: " + log.path(),
            () -> ReadinessProbe.await(demo.port(), TIMEOUT));
    if (!ready) {
      throw new CommandFailedException(
          "The webserver did not become ready; the log is " + log.path() + ".");
    }
    terminal.printResult(greeting(demo.port(), log));
    closeableStack.add(
        SampleAlerts.start(
            URI.create("ws://localhost:" + demo.port() + "/ws"), terminal::printResult));
  }

  private static String greeting(int port, LogFile log) {
    return String.format(
        Locale.ROOT,
        """

        CoinPanel is up, on SIMULATED prices.
          Connect   ws://localhost:%1$d/ws      for example: npx wscat -c ws://localhost:%1$d/ws
          and type  {"symbol":"btcusdt","threshold":"65000","condition":"cross"}
          or run    ./coinpanel watch btcusdt 65000 --cross%2$s
          Web page  http://localhost:%1$d/
          Log       %3$s
          Ctrl-C ends it, and leaves nothing behind but the log.
        """,
        port,
        port == 8000 ? "" : " --url ws://localhost:" + port + "/ws",
        log.path());
  }

  private static String banner() throws IOException {
    try (InputStream banner =
        Objects.requireNonNull(DemoCommand.class.getResourceAsStream("banner.txt"))) {
      return new String(banner.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
