package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.simulator.source.ReplaySpeed;
import io.coinpanel.simulator.stream.SlowClientPolicy;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.market.RecordedTrades;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

  private static final String OURS =
      """
      symbol,trade_id,price,qty,trade_time_ms,buyer_is_maker
      BTCUSDT,3735683259,61837.63000000,0.02000000,1723161255342,true
      ETHUSDT,1520538925,2683.80000000,0.00200000,1723161255611,true
      BTCUSDT,3735683260,61837.64,1,1723161256342,false
      """;

  private static final String DAILY =
      """
      41,61837.63000000,0.02000000,1236.75260000,1735689600123456,True,True
      42,61837.64000000,0.5,30918.82,1735689600999999,False,True
      """;

  private final ManualClock clock = new ManualClock();
  private Simulator simulator;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    simulator =
        Simulator.start(
            SimulatorSettings.documented()
                .clock(clock)
                .symbols(10)
                .slowClient(SlowClientPolicy.WAIT)
                .pendingBytes(1 << 20));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private StreamClient listen() {
    return StreamClient.connect(simulator, "/stream?streams=btcusdt@trade/ethusdt@trade");
  }

  private static String frame(
      String symbol, String id, String price, String qty, String time, String maker) {
    return "{\"stream\":\""
        + symbol.toLowerCase(Locale.ROOT)
        + "@trade\",\"data\":{\"e\":\"trade\",\"E\":"
        + time
        + ",\"s\":\""
        + symbol
        + "\",\"t\":"
        + id
        + ",\"p\":\""
        + price
        + "\",\"q\":\""
        + qty
        + "\",\"T\":"
        + time
        + ",\"m\":"
        + maker
        + ",\"M\":true}}";
  }

  @Test
  void replaysRecordedTradesAsTheyWere() throws IOException {
    Path file = Files.writeString(folder.resolve("trades.csv"), OURS);
    try (StreamClient client = listen()) {
      var finished = simulator.replay(file, ReplaySpeed.FASTEST, false);
      assertThat(client.next(3))
          .containsExactly(
              frame(
                  "BTCUSDT", "3735683259", "61837.63000000", "0.02000000", "1723161255342", "true"),
              frame(
                  "ETHUSDT", "1520538925", "2683.80000000", "0.00200000", "1723161255611", "true"),
              frame(
                  "BTCUSDT",
                  "3735683260",
                  "61837.64000000",
                  "1.00000000",
                  "1723161256342",
                  "false"));
      assertThat(finished.join()).isEqualTo(3);
    }
  }

  @Test
  void readsDailyFilesPlainGzippedAndZipped() throws IOException {
    Path plain = Files.writeString(folder.resolve("BTCUSDT-trades-2025-01-01.csv"), DAILY);
    Path gzip = folder.resolve("BTCUSDT-trades-2025-01-01.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(
          ("id,price,qty,quoteQty,time,isBuyerMaker,isBestMatch\n" + DAILY)
              .getBytes(StandardCharsets.US_ASCII));
    }
    Path zip = folder.resolve("BTCUSDT-trades-2025-01-01.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("BTCUSDT-trades-2025-01-01.csv"));
      out.write(DAILY.getBytes(StandardCharsets.US_ASCII));
    }
    try (StreamClient client = listen()) {
      int id = 41;
      for (Path file : List.of(plain, gzip, zip)) {
        assertThat(simulator.replay(file, ReplaySpeed.FASTEST, false).join()).isEqualTo(2);
        // The ids of a second recording follow those that are there.
        assertThat(client.next(2))
            .containsExactly(
                frame(
                    "BTCUSDT", "" + id++, "61837.63000000", "0.02000000", "1735689600123", "true"),
                frame(
                    "BTCUSDT",
                    "" + id++,
                    "61837.64000000",
                    "0.50000000",
                    "1735689600999",
                    "false"));
      }
    }
  }

  @Test
  void replaysAtItsSpeed() throws IOException {
    Path file = Files.writeString(folder.resolve("trades.csv"), OURS);
    var finished = simulator.replay(file, new ReplaySpeed(10), true);
    Eventually.until("first", () -> simulator.trades() == 1);
    clock.advance(Duration.ofMillis(27));
    Eventually.until("second", () -> simulator.trades() == 2);
    clock.advance(Duration.ofMillis(72));
    assertThat(finished).isNotDone();
    clock.advance(Duration.ofMillis(1));
    assertThat(finished.join()).isEqualTo(3);
    var newest = new RestClient(simulator).json("/api/v3/trades?symbol=BTCUSDT&limit=1");
    assertThat(newest.get(0).path("time").longValue()).isEqualTo(clock.millis());
  }

  @Test
  void continuesWhenTheSymbolTradesMeanwhile() throws IOException {
    Path file = Files.writeString(folder.resolve("trades.csv"), OURS);
    var finished = simulator.replay(file, ReplaySpeed.REAL, true);
    Eventually.until("first", () -> simulator.trades() == 1);
    assertThat(simulator.publish("BTCUSDT", "5")).isEqualTo(3735683260L);
    clock.advance(Duration.ofSeconds(1));
    assertThat(finished.join()).isEqualTo(3);
    assertThat(simulator.publish("BTCUSDT", "5")).isEqualTo(3735683262L);
  }

  @Test
  void failsOnAMalformedLineWithoutAffectingOtherSources() throws IOException {
    Path file = Files.writeString(folder.resolve("trades.csv"), OURS + "BTCUSDT,x,1,1,1,true\n");
    CompletableFuture<Long> finished = simulator.replay(file, ReplaySpeed.FASTEST, false);
    assertThatThrownBy(finished::join).hasMessageContaining("line 5 is no trade");
    simulator.publish("BTCUSDT", "1");
    assertThat(simulator.trades()).isEqualTo(4);
  }

  @Test
  void replaysTheRecordedDayWhole() throws IOException {
    Path file = RecordedTrades.file();
    List<String> expected = RecordedTrades.rows(file).stream().map(ReplayTest::frame).toList();
    try (StreamClient client = listen()) {
      var _ = simulator.replay(file, ReplaySpeed.FASTEST, false);
      assertThat(client.next(expected.size())).isEqualTo(expected);
    }
  }

  private static String frame(List<String> row) {
    return frame(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5));
  }
}
