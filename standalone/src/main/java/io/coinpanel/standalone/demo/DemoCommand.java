package io.coinpanel.standalone.demo;

import io.coinpanel.standalone.panel.CacheDirectory;
import io.coinpanel.standalone.panel.LogFile;
import io.coinpanel.standalone.panel.Parts;
import io.coinpanel.standalone.panel.Ports;
import io.coinpanel.standalone.panel.Readiness;
import io.coinpanel.standalone.panel.TemporaryDirectory;
import io.coinpanel.standalone.panel.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything on simulated prices and shows what it does. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Runs everything here, on SIMULATED prices, and shows some alerts at work.")
public final class DemoCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private @Nullable CommandSpec spec;

  @Mixin private Ports ports = new Ports();

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the random walk (${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = Terminal.of(Objects.requireNonNull(spec).commandLine());
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
    terminal.say("Starting Postgres, the simulated exchange, ingestion and the webserver ...");
    TemporaryDirectory directory = parts.add(TemporaryDirectory.create());
    Demo demo =
        parts.add(
            Demo.start(
                ports.webserver(), ports.ingestion(), seed, directory.path(), log.arguments()));
    if (!Readiness.await(demo.port(), PATIENCE)) {
      terminal.complain("The webserver did not become ready; its log is " + log.path() + ".");
      return;
    }
    terminal.say(greeting(demo.port(), log));
    parts.add(
        SampleAlerts.start(URI.create("ws://localhost:" + demo.port() + "/ws"), terminal::say));
  }

  private static String greeting(int port, LogFile log) {
    return """

        CoinPanel is up, on SIMULATED prices.
          Connect   ws://localhost:%1$d/ws      for example: npx wscat -c ws://localhost:%1$d/ws
          and type  {"symbol":"btcusdt","threshold":"65000","condition":"cross"}
          or run    ./coinpanel watch btcusdt 65000 --cross%2$s
          Web page  http://localhost:%1$d/
          Log       %3$s
          Ctrl-C ends it, and leaves nothing behind but the log.
        """
        .formatted(port, port == 8000 ? "" : " --url ws://localhost:" + port + "/ws", log.path());
  }

  private static String banner() throws IOException {
    try (InputStream banner =
        Objects.requireNonNull(DemoCommand.class.getResourceAsStream("banner.txt"))) {
      return new String(banner.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
