package io.coinpanel.standalone.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.standalone.TestPanel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WatchTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static TestPanel panel;
  private final StringWriter told = new StringWriter();
  private final StringWriter remarks = new StringWriter();
  private CuttableWire wire;
  private Thread thread = Thread.currentThread();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    panel = TestPanel.start();
  }

  @AfterAll
  static void stop() {
    panel.close();
  }

  @BeforeEach
  void join() throws IOException {
    wire = new CuttableWire(panel.port());
  }

  @AfterEach
  void part() throws IOException, InterruptedException {
    if (thread != Thread.currentThread()) {
      thread.interrupt();
      thread.join();
    }
    wire.close();
  }

  @Test
  void tellsEachCrossingOnceThoughTheConnectionIsCut() {
    var _ = watch("bnbusdt", false);
    trade("bnbusdt", "99", "101");
    awaitTold("rose above 100: 101");

    wire.cut();
    Awaitility.await().atMost(DEADLINE).until(() -> remarks.toString().contains("trying again"));
    trade("bnbusdt", "98", "102");
    wire.mend();
    awaitTold("rose above 100: 102");
    trade("bnbusdt", "97", "103");
    awaitTold("rose above 100: 103");
    assertThat(told.toString().lines()).hasSize(3);
    assertThat(remarks.toString()).contains("Connected again.");
  }

  @Test
  void subscribesAgainWhenTheServerNoLongerKnowsIt() throws SQLException {
    var _ = watch("adausdt", false);
    trade("adausdt", "99", "101");
    awaitTold("rose above 100: 101");

    wire.cut();
    forgetConnections();
    wire.mend();
    awaitRemarks("Watching", 2);
    trade("adausdt", "99", "102");
    awaitTold("rose above 100: 102");
  }

  @Test
  void onceEndsWithTheFirstCrossing() throws Exception {
    CompletableFuture<Outcome> outcome = watch("dotusdt", true);
    trade("dotusdt", "99", "101", "99", "102");
    assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Done());
    assertThat(told.toString().lines()).hasSize(1);
  }

  @Test
  void waitsForAServerThatIsNotThereYet() {
    wire.cut();
    var _ = start("ltcusdt", false);
    Awaitility.await()
        .atMost(DEADLINE)
        .until(() -> remarks.toString().contains("No CoinPanel answers"));
    wire.mend();
    awaitRemarks("Watching", 1);
    assertThat(remarks.toString().lines().filter(line -> line.contains("No CoinPanel"))).hasSize(1);
  }

  @Test
  void whatCannotBeWatchedIsSaidAndEndsWith2() {
    assertThat(command("nosuchcoin", "1")).isEqualTo(2);
    assertThat(remarks.toString()).contains("Cannot watch NOSUCHCOIN above 1");
    for (String threshold : List.of("0", "-1", "abc", "1e3", "0.000000001")) {
      assertThat(command("btcusdt", threshold)).as(threshold).isEqualTo(2);
    }
  }

  private int command(String... arguments) {
    return new CommandLine(new WatchCommand())
        .setErr(new PrintWriter(remarks))
        .execute("--url", panel.uri().toString(), "--above", arguments[0], "--", arguments[1]);
  }

  private CompletableFuture<Outcome> watch(String symbol, boolean once) {
    CompletableFuture<Outcome> outcome = start(symbol, once);
    awaitRemarks("Watching", 1);
    return outcome;
  }

  private CompletableFuture<Outcome> start(String symbol, boolean once) {
    Watch watch =
        new Watch(
            URI.create("ws://localhost:" + wire.port() + "/ws"),
            new Wish(symbol, new Price(100 * Price.ONE), Condition.ABOVE, once),
            new Teller(new PrintWriter(told), new PrintWriter(remarks), false),
            new Backoff(Duration.ofMillis(20), new SplittableRandom(1)));
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    thread = Thread.ofPlatform().start(() -> run(watch, outcome));
    return outcome;
  }

  private static void run(Watch watch, CompletableFuture<Outcome> outcome) {
    try {
      outcome.complete(watch.run());
    } catch (InterruptedException e) {
      outcome.cancel(false);
    }
  }

  private static void trade(String symbol, String... prices) {
    for (String price : prices) {
      panel.exchange().publish(symbol, price);
    }
  }

  private void awaitTold(String text) {
    Awaitility.await().atMost(DEADLINE).until(() -> told.toString().contains(text));
  }

  private void awaitRemarks(String text, long times) {
    Awaitility.await()
        .atMost(DEADLINE)
        .until(
            () -> remarks.toString().lines().filter(line -> line.contains(text)).count() == times);
  }

  private static void forgetConnections() throws SQLException {
    try (var connection = panel.database().dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("update connection set token_hash = sha256(token_hash)");
    }
  }
}
