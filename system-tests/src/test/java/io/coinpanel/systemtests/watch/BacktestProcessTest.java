package io.coinpanel.systemtests.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backtests as their user runs them: a process that asks the exchange. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BacktestProcessTest {

  @TempDir private Path home;

  private CommandProcess backtest(String exchange) throws Exception {
    return CommandProcess.start(
        home,
        "backtest",
        "btcusdt",
        "100",
        "--start=2026-01-01",
        "--end=2026-01-02T00:00:10Z",
        "--rest-uri=" + exchange,
        "--archive-uri=" + exchange,
        "--cache=" + home.resolve("trades"));
  }

  @Test
  void readsDaysFromTheArchiveAndTheRestFromTheExchange() throws Exception {
    try (Simulator exchange = Simulator.start(SimulatorSettings.documented())) {
      publish(exchange, "2026-01-01T12:00:00Z", "99");
      publish(exchange, "2026-01-01T12:00:01Z", "101");
      publish(exchange, "2026-01-01T23:59:59Z", "99");
      publish(exchange, "2026-01-02T00:00:01Z", "102");
      try (CommandProcess process = backtest(exchange.restUri().toString())) {
        assertThat(process.exitCode()).isZero();
        assertThat(process.out().lines())
            .containsExactly(
                "2026-01-01T12:00:01Z  BTCUSDT rose above 100: 101",
                "2026-01-02T00:00:01Z  BTCUSDT rose above 100: 102",
                "2 notifications over 4 trades from 2026-01-01T12:00:00Z to 2026-01-02T00:00:01Z;"
                    + " no trade ids are missing.");
      }
      assertThat(exchange.violations()).isEmpty();
    }
  }

  private static void publish(Simulator exchange, String time, String price) {
    exchange.publishAt(Instant.parse(time).toEpochMilli(), "BTCUSDT", price, false);
  }

  @Test
  void endsWithCtrlCWhileItWaits() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CommandProcess process = backtest("http://127.0.0.1:" + silent.getLocalPort());
        var _ = silent.accept()) {
      assertThat(process.interrupt()).isEqualTo(130);
      assertThat(process.out()).isEmpty();
    }
  }
}
