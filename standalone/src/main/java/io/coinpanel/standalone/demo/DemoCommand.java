package io.coinpanel.standalone.demo;

import io.coinpanel.standalone.panel.CacheDirectory;
import io.coinpanel.standalone.panel.LogFile;
import io.coinpanel.standalone.panel.Parts;
import io.coinpanel.standalone.panel.Ports;
import io.coinpanel.standalone.panel.Readiness;
import io.coinpanel.standalone.panel.TemporaryDirectory;
import io.coinpanel.standalone.terminal.Failure;
import io.coinpanel.standalone.terminal.Looks;
import io.coinpanel.standalone.terminal.Progress;
import io.coinpanel.standalone.terminal.Terminal;
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

/** Runs everything on simulated prices and shows what it does. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Runs everything here, on SIMULATED prices, and shows some alerts at work.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"1:it could not be started", "2:wrong usage", "130:ended with Ctrl-C"},
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel demo", "  coinpanel demo --port 9000 --seed 7"})
public final class DemoCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Mixin private Ports ports = new Ports();
  @Mixin private Looks looks = new Looks();

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the random walk (${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = looks.terminal();
    if (!ports.areFree(terminal)) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    terminal.say(banner());
    LogFile log = new LogFile(CacheDirectory.path().resolve("demo.log")).hushConsole();
    try (Parts parts = new Parts()) {
      parts.closeAtExit();
      run(parts, terminal, log);
      terminal.awaitEnd();
    }
    return CommandLine.ExitCode.OK;
  }

  private void run(Parts parts, Terminal terminal, LogFile log)
      throws IOException, InterruptedException {
    Progress progress = new Progress(terminal, InstantSource.system());
    TemporaryDirectory directory =
        progress.step(
            "Making a place for the data",
            "Look whether the disk has space",
            () -> parts.add(TemporaryDirectory.create()));
    Demo demo =
        parts.add(
            Demo.start(
                ports.webserver(), ports.ingestion(), seed, directory.postgres(), log, progress));
    boolean ready =
        progress.await(
            "Loading the symbols",
            "The log is " + log.path(),
            () -> Readiness.await(demo.port(), PATIENCE));
    if (!ready) {
      throw new Failure("The webserver did not become ready; the log is " + log.path() + ".");
    }
    terminal.say(greeting(demo.port(), log));
    parts.add(
        SampleAlerts.start(URI.create("ws://localhost:" + demo.port() + "/ws"), terminal::say));
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
