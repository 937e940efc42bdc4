package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.market.DecimalUnits;
import io.coinpanel.simulator.market.SymbolStatus;
import io.coinpanel.simulator.stream.SlowClientPolicy;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RandomWalkTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final ManualClock clock = new ManualClock();

  private SimulatorSettings settings() {
    return SimulatorSettings.documented().clock(clock).symbols(50);
  }

  private List<String> frames(long seed) throws IOException {
    try (Simulator simulator =
            Simulator.start(settings().seed(seed).slowClient(SlowClientPolicy.WAIT));
        StreamClient client = StreamClient.connect(simulator, "/ws").subscribe("btcusdt@trade")) {
      simulator.walk(Double.POSITIVE_INFINITY);
      return client.next(500);
    }
  }

  @Test
  void isTheSameForTheSameSeed() throws IOException {
    List<String> first = frames(7);
    assertThat(frames(7)).isEqualTo(first);
    assertThat(frames(8)).isNotEqualTo(first);
  }

  @Test
  void walksInWholeTicksWithConsecutiveIds() throws IOException {
    long before = -1;
    for (String frame : frames(3)) {
      JsonNode trade = JSON.readTree(frame);
      long id = trade.path("t").longValue();
      assertThat(before == -1 || id == before + 1).isTrue();
      before = id;
      long price = DecimalUnits.parse(trade.path("p").asString());
      assertThat(price % (DecimalUnits.ONE / 100)).isZero();
      assertThat(price).isBetween(30_000 * DecimalUnits.ONE, 140_000 * DecimalUnits.ONE);
    }
  }

  @Test
  void keepsItsRate() throws IOException {
    try (Simulator simulator = Simulator.start(settings().rate(1000))) {
      clock.advance(Duration.ofMillis(500));
      Eventually.until("500 trades", () -> simulator.trades() >= 500);
      assertThat(simulator.trades()).isLessThan(504);
      simulator.walk(0);
      long before = simulator.trades();
      clock.advance(Duration.ofSeconds(1));
      simulator.publish("BTCUSDT", "1");
      assertThat(simulator.trades()).isEqualTo(before + 1);
    }
  }

  @Test
  void leavesHaltedSymbolsAlone() throws IOException {
    try (Simulator simulator = Simulator.start(settings())) {
      simulator.status("BTCUSDT", SymbolStatus.HALT);
      simulator.walk(1000, "BTCUSDT", "ETHUSDT");
      clock.advance(Duration.ofSeconds(1));
      Eventually.until("trades", () -> simulator.trades() > 100);
      RestClient rest = new RestClient(simulator);
      assertThat(rest.json("/api/v3/trades?symbol=BTCUSDT").size()).isZero();
      assertThat(rest.json("/api/v3/trades?symbol=ETHUSDT").size()).isPositive();
    }
  }

  @Test
  void forgetsTheOldestBeyondItsHistory() throws IOException {
    try (Simulator simulator = Simulator.start(settings().historyPerSymbol(128))) {
      long id = 0;
      for (int i = 1; i <= 300; i++) {
        id = simulator.publish("BTCUSDT", String.valueOf(i));
      }
      JsonNode rows =
          new RestClient(simulator).json("/api/v3/historicalTrades?symbol=BTCUSDT&fromId=0");
      assertThat(rows.size()).isEqualTo(128);
      assertThat(rows.get(0).path("id").longValue()).isEqualTo(id - 127);
      assertThat(rows.get(127).path("price").asString()).isEqualTo("300.00000000");
    }
  }
}
