package io.coinpanel.standalone.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.standalone.Listener;
import io.coinpanel.standalone.TestPanel;
import io.coinpanel.standalone.client.Conversation;
import io.coinpanel.standalone.client.Heard;
import io.coinpanel.standalone.session.Remembered;
import io.coinpanel.standalone.session.Session;
import io.coinpanel.standalone.session.SessionName;
import io.coinpanel.standalone.session.Sessions;
import io.coinpanel.standalone.terminal.Paint;
import io.coinpanel.standalone.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WatchTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static TestPanel panel;
  private final StringWriter told = new StringWriter();
  private final StringWriter remarks = new StringWriter();
  private CuttableWire wire;
  private Thread thread = Thread.currentThread();
  private @Nullable Session session;
  @TempDir private Path directory;

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
    if (session != null) {
      session.close();
    }
    wire.close();
  }

  @Test
  void tellsEachCrossingOnceThoughTheConnectionIsCut() throws IOException {
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
  void subscribesAgainWhenTheServerNoLongerKnowsIt() throws SQLException, IOException {
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
  void waitsForAServerThatIsNotThereYet() throws IOException {
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
    return new CommandLine(new WatchCommand(new Sessions(directory)))
        .setErr(new PrintWriter(remarks))
        .execute("--url", panel.uri().toString(), "--above", arguments[0], "--", arguments[1]);
  }

  private Terminal terminal() {
    return new Terminal(
        new PrintWriter(told), Paint.PLAIN, new PrintWriter(remarks), Paint.PLAIN, false);
  }

  private CompletableFuture<Outcome> watch(String symbol, boolean once) throws IOException {
    CompletableFuture<Outcome> outcome = start(symbol, once);
    awaitRemarks("Watching", 1);
    return outcome;
  }

  private CompletableFuture<Outcome> start(String symbol, boolean once) throws IOException {
    Wish wish = new Wish(symbol, new Price(100 * Price.ONE), Condition.ABOVE, once);
    session = new Sessions(directory).take(wish.sessionName()).orElseThrow();
    Watch watch =
        new Watch(
            URI.create("ws://localhost:" + wire.port() + "/ws"),
            wish,
            session,
            new Teller(terminal(), false, wish),
            new Backoff(Duration.ofMillis(20), new SplittableRandom(1)),
            InstantSource.system());
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    thread = Thread.ofPlatform().start(() -> run(watch, outcome));
    return outcome;
  }

  private static void run(Watch watch, CompletableFuture<Outcome> outcome) {
    try {
      outcome.complete(watch.run());
    } catch (InterruptedException | IOException e) {
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

  @Test
  void endsWhenItsAlertIsUnsubscribedElsewhere() throws Exception {
    CompletableFuture<Outcome> outcome = watch("xrpusdt", false);
    SessionName name = new SessionName("xrpusdt-above-100");
    Remembered remembered = new Sessions(directory).read(name).orElseThrow();
    // The watch would take its session back before it is unsubscribed.
    wire.cut();
    try (Listener other = new Listener(panel.connect())) {
      other.nextOfType("welcome");
      other.say(Map.of("type", "resume", "token", remembered.token()));
      String id =
          other.nextOfType("resumed").json().path("subscriptions").path(0).path("id").asString();
      other.say(Map.of("type", "unsubscribe", "subscription_id", id));
      other.nextOfType("unsubscribed");
    }
    wire.mend();
    assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.GivenUp());
    assertThat(new Sessions(directory).names()).isEmpty();
  }

  @Test
  void leavesASessionToOneWhoWantsItForGood() throws Exception {
    CompletableFuture<Outcome> outcome = watch("trxusdt", false);
    Sessions sessions = new Sessions(directory);
    Remembered remembered = sessions.read(new SessionName("trxusdt-above-100")).orElseThrow();
    while (!outcome.isDone()) {
      try (Conversation other = panel.connect()) {
        other.say(Map.of("type", "resume", "token", remembered.token()));
        // Until the watch has taken it back.
        Awaitility.await()
            .atMost(DEADLINE)
            .until(
                () ->
                    outcome.isDone()
                        || (other.next(Duration.ofMillis(100)) instanceof Heard.Closed
                            && other.isResumedElsewhere()));
      }
    }
    assertThat(outcome.get()).isEqualTo(new Outcome.Moved());
    assertThat(sessions.names()).isNotEmpty();
  }

  private static void forgetConnections() throws SQLException {
    try (var connection = panel.database().dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("update connection set token_hash = sha256(token_hash)");
    }
  }
}
