package io.coinpanel.standalone.demo;

import io.coinpanel.cli.terminal.Progress;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.EmbeddedDatabase;
import io.coinpanel.standalone.runtime.ExchangeAddress;
import io.coinpanel.standalone.runtime.LogFile;
import io.coinpanel.standalone.runtime.SecretKeyFile;
import io.coinpanel.standalone.runtime.Services;
import io.coinpanel.standalone.runtime.ServicesSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs everything in this process on random-walk prices. */
final class Demo implements AutoCloseable {

  private static final double TRADES_PER_SECOND = 1000;

  private static final String CHECK_LOG = "Log file: ";

  private final CloseableStack closeableStack;
  private final int port;

  private Demo(CloseableStack closeableStack, int port) {
    this.closeableStack = closeableStack;
    this.port = port;
  }

  /**
   * Starts everything; listening on return.
   *
   * @param port of the webserver; 0 for any free port
   * @param directory for Postgres while it runs
   * @param log of both services
   * @param progress progress display
   */
  static Demo start(
      int port, int ingestionPort, long seed, Path directory, LogFile log, Progress progress)
      throws InterruptedException {
    CloseableStack closeableStack = new CloseableStack();
    try {
      EmbeddedDatabase database =
          progress.step(
              "Starting Postgres",
              EmbeddedDatabase.ADVICE,
              () -> closeableStack.add(EmbeddedDatabase.start(directory, true)));
      Simulator exchange =
          progress.step(
              "Starting the simulated exchange",
              CHECK_LOG + log.path(),
              () -> closeableStack.add(Simulator.start(randomWalk(seed))));
      ServicesSettings settings =
          new ServicesSettings(
              database.address(),
              port,
              ingestionPort,
              new ExchangeAddress(exchange.webSocketUri(), exchange.restUri()),
              ofDemo(log.arguments()));
      Services services =
          progress.step(
              "Starting ingestion and the webserver",
              CHECK_LOG + log.path(),
              () -> closeableStack.add(Services.start(settings)));
      return new Demo(closeableStack, services.port());
    } catch (InterruptedException | RuntimeException e) {
      closeableStack.close();
      throw e;
    }
  }

  /** The page says that prices are simulated; a receiver may be on the machine itself. */
  private static List<String> ofDemo(List<String> more) {
    return Stream.concat(
            more.stream(),
            Stream.of(
                "--coinpanel.webserver.simulated-prices=true",
                "--coinpanel.webserver.secret-key=" + SecretKeyFile.generate(),
                "--coinpanel.webserver.destinations-allow=127.0.0.0/8,::1"))
        .toList();
  }

  private static SimulatorSettings randomWalk(long seed) {
    return SimulatorSettings.documented().seed(seed).rate(TRADES_PER_SECOND);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    closeableStack.close();
  }
}
