package io.coinpanel.backtest.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.backtest.UnusableTradesException;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestTradesTest {

  private static final long BEGIN = 1_723_161_255_000L;
  private static final long FIRST_ID = 500;

  private record Row(long first, long last, long price, long time) {}

  private static List<Row> read(ExchangeRequests exchange, long start, long end)
      throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    RestTrades trades =
        new RestTrades(exchange, "btcusdt", Instant.ofEpochMilli(start), Instant.ofEpochMilli(end));
    boolean hasMore = true;
    while (hasMore) {
      hasMore =
          trades.readInto(
              (_, first, last, price, time) -> rows.add(new Row(first, last, price, time)));
    }
    assertThat(trades.progress()).isEqualTo(1);
    return rows;
  }

  private static ExchangeRequests over(Simulator simulator) {
    return (path, weight) -> {
      try (HttpClient http = HttpClient.newHttpClient()) {
        return http.send(
                HttpRequest.newBuilder(simulator.restUri().resolve(path)).build(),
                BodyHandlers.ofByteArray())
            .body();
      }
    };
  }

  @Test
  void readsAllPagesOfATime() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.documented())) {
      simulator.list("BTCUSDT", "100", FIRST_ID);
      for (int i = 0; i < 2_500; i++) {
        simulator.publishAt(BEGIN + i * 10L, "BTCUSDT", Integer.toString(100 + i), false);
      }
      List<Row> rows = read(over(simulator), BEGIN + 1_000, BEGIN + 24_000);
      assertThat(rows).hasSize(2_300);
      assertThat(rows.getFirst())
          .isEqualTo(new Row(FIRST_ID + 100, FIRST_ID + 100, 200_00000000L, BEGIN + 1_000));
      assertThat(rows.getLast().time()).isEqualTo(BEGIN + 23_990);
    }
  }

  @Test
  void joinsTradesOfOneOrder() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.documented())) {
      simulator.list("BTCUSDT", "100", FIRST_ID);
      simulator.publishAt(BEGIN, "BTCUSDT", "101", false);
      simulator.publishAt(BEGIN, "BTCUSDT", "101", false);
      assertThat(read(over(simulator), BEGIN, BEGIN + 1))
          .containsExactly(new Row(FIRST_ID, FIRST_ID + 1, 101_00000000L, BEGIN));
    }
  }

  @Test
  void leavesOutAggregatesWithoutTrades() throws Exception {
    String page =
        """
        [{"a":1,"p":"0","q":"0","f":-1,"l":-1,"T":1723161255000},
         {"a":2,"p":"7.5","q":"1","f":3,"l":4,"T":1723161255001}]
        """;
    assertThat(read((path, weight) -> page.getBytes(StandardCharsets.UTF_8), BEGIN, BEGIN + 10))
        .containsExactly(new Row(3, 4, 7_50000000L, BEGIN + 1));
  }

  @Test
  void idsBetweenAggregatesInARowAreNotMissing() throws Exception {
    String page =
        """
        [{"a":7,"p":"7","q":"1","f":3,"l":4,"T":1723161255000},
         {"a":8,"p":"7.5","q":"1","f":9,"l":9,"T":1723161255001},
         {"a":10,"p":"8","q":"1","f":12,"l":12,"T":1723161255002}]
        """;
    List<Long> after = new ArrayList<>();
    RestTrades trades =
        new RestTrades(
            (path, weight) -> page.getBytes(StandardCharsets.UTF_8),
            "btcusdt",
            Instant.ofEpochMilli(BEGIN),
            Instant.ofEpochMilli(BEGIN + 10));
    trades.readInto((before, first, last, price, time) -> after.add(before));
    assertThat(after).containsExactly(2L, 4L, 11L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "no JSON",
        "[{\"a\":2,\"p\":\"x\",\"f\":3,\"l\":4,\"T\":1723161255001}]",
        "[{\"a\":2,\"p\":\"0\",\"f\":3,\"l\":4,\"T\":1723161255001}]",
        "[{\"a\":2,\"p\":\"1\",\"f\":5,\"l\":4,\"T\":1723161255001}]",
        "[{\"a\":2,\"p\":\"1\",\"f\":3,\"l\":4}]",
        "[{\"a\":1,\"p\":\"1\",\"f\":3,\"l\":4,\"T\":1723161255001},"
            + "{\"a\":2,\"p\":\"1\",\"f\":4,\"l\":4,\"T\":1723161255001}]"
      })
  void rejectsWhatIsNoPageOfTrades(String body) {
    assertThatThrownBy(
            () -> read((path, weight) -> body.getBytes(StandardCharsets.UTF_8), BEGIN, BEGIN + 10))
        .isInstanceOf(UnusableTradesException.class)
        .hasMessageMatching(
            "The exchange's response is not a list of trades|The exchange returned an invalid.*");
  }
}
