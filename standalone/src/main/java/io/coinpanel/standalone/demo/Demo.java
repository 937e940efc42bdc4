package io.coinpanel.standalone.demo;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.panel.EmbeddedDatabase;
import io.coinpanel.standalone.panel.ExchangeAddress;
import io.coinpanel.standalone.panel.LogFile;
import io.coinpanel.standalone.panel.Parts;
import io.coinpanel.standalone.panel.Services;
import io.coinpanel.standalone.panel.ServicesSettings;
import io.coinpanel.standalone.terminal.Progress;
import java.nio.file.Path;

/** Everything in this process, on the prices of a random walk. */
final class Demo implements AutoCloseable {

  private static final double TRADES_PER_SECOND = 1000;

  private static final String SEE = "The log is ";

  private final Parts parts;
  private final int port;

  private Demo(Parts parts, int port) {
    this.parts = parts;
    this.port = port;
  }

  /**
   * Starts it; it listens when this returns.
   *
   * @param port of the webserver; 0 takes a free one
   * @param directory for Postgres while it runs
   * @param log of both services
   * @param progress gets told what is done at the moment
   */
  static Demo start(
      int port, int ingestionPort, long seed, Path directory, LogFile log, Progress progress)
      throws InterruptedException {
    Parts parts = new Parts();
    try {
      EmbeddedDatabase database =
          progress.step(
              "Starting Postgres",
              EmbeddedDatabase.ADVICE,
              () -> parts.add(EmbeddedDatabase.start(directory, true)));
      Simulator exchange =
          progress.step(
              "Starting the simulated exchange",
              SEE + log.path(),
              () -> parts.add(Simulator.start(walking(seed))));
      ServicesSettings settings =
          new ServicesSettings(
              database.address(),
              port,
              ingestionPort,
              new ExchangeAddress(exchange.webSocketUri(), exchange.restUri()),
              log.arguments());
      Services services =
          progress.step(
              "Starting ingestion and the webserver",
              SEE + log.path(),
              () -> parts.add(Services.start(settings)));
      return new Demo(parts, services.port());
    } catch (InterruptedException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static SimulatorSettings walking(long seed) {
    return SimulatorSettings.documented().seed(seed).rate(TRADES_PER_SECOND);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    parts.close();
  }
}
