package io.coinpanel.standalone.demo;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.panel.EmbeddedDatabase;
import io.coinpanel.standalone.panel.ExchangeAddress;
import io.coinpanel.standalone.panel.Parts;
import io.coinpanel.standalone.panel.Services;
import io.coinpanel.standalone.panel.ServicesSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Everything in this process, on the prices of a random walk. */
final class Demo implements AutoCloseable {

  private static final double TRADES_PER_SECOND = 1000;

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
   * @param more arguments for both services
   */
  static Demo start(int port, int ingestionPort, long seed, Path directory, List<String> more)
      throws IOException {
    Parts parts = new Parts();
    try {
      EmbeddedDatabase database =
          parts.add(EmbeddedDatabase.start(directory.resolve("postgres"), true));
      Simulator exchange = parts.add(Simulator.start(walking(seed)));
      Services services =
          parts.add(
              Services.start(
                  new ServicesSettings(
                      database.address(),
                      port,
                      ingestionPort,
                      new ExchangeAddress(exchange.webSocketUri(), exchange.restUri()),
                      sayingSo(more))));
      return new Demo(parts, services.port());
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** The page is to say that these prices are invented. */
  private static List<String> sayingSo(List<String> more) {
    return Stream.concat(more.stream(), Stream.of("--webserver.simulated-prices=true")).toList();
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
