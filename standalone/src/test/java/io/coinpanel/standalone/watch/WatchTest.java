package io.coinpanel.standalone.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.standalone.ProtocolClient;
import io.coinpanel.standalone.TestSystem;
import io.coinpanel.standalone.client.Received;
import io.coinpanel.standalone.client.WebserverClient;
import io.coinpanel.standalone.session.SavedSession;
import io.coinpanel.standalone.session.Session;
import io.coinpanel.standalone.session.SessionName;
import io.coinpanel.standalone.session.Sessions;
import io.coinpanel.standalone.terminal.Terminal;
import io.coinpanel.standalone.terminal.TextStyle;
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

  private static TestSystem panel;
  private final StringWriter told = new StringWriter();
  private final StringWriter remarks = new StringWriter();
  private CuttableProxy wire;
  private Thread thread = Thread.currentThread();
  private @Nullable Session session;
  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    panel = TestSystem.start();
  }

  @AfterAll
  static void stop() {
    panel.close();
  }

  @BeforeEach
  void join() throws IOException {
    wire = new CuttableProxy(panel.port());
  }

  @AfterEach
  void disconnectAndJoin() throws IOException, InterruptedException {
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
  void printsEachCrossingOnceAcrossReconnects() throws IOException {
    var _ = watch("bnbusdt", false);
    trade("bnbusdt", "99", "101");
    awaitPrinted("rose above 100: 101");

    wire.cut();
    Awaitility.await().atMost(DEADLINE).until(() -> remarks.toString().contains("trying again"));
    trade("bnbusdt", "98", "102");
    wire.restore();
    awaitPrinted("rose above 100: 102");
    trade("bnbusdt", "97", "103");
    awaitPrinted("rose above 100: 103");
    assertThat(told.toString().lines()).hasSize(3);
    assertThat(remarks.toString()).contains("Connected again.");
  }

  @Test
  void subscribesAgainWhenTheServerNoLongerKnowsIt() throws SQLException, IOException {
    var _ = watch("adausdt", false);
    trade("adausdt", "99", "101");
    awaitPrinted("rose above 100: 101");

    wire.cut();
    forgetConnections();
    wire.restore();
    awaitRemarks("Watching", 2);
    trade("adausdt", "99", "102");
    awaitPrinted("rose above 100: 102");
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
        .until(() -> remarks.toString().contains("No CoinPanel server responds"));
    wire.restore();
    awaitRemarks("Watching", 1);
    assertThat(remarks.toString().lines().filter(line -> line.contains("No CoinPanel"))).hasSize(1);
  }

  @Test
  void rejectedAlertExits2() {
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
        new PrintWriter(told), TextStyle.PLAIN, new PrintWriter(remarks), TextStyle.PLAIN, false);
  }

  private CompletableFuture<Outcome> watch(String symbol, boolean once) throws IOException {
    CompletableFuture<Outcome> outcome = start(symbol, once);
    awaitRemarks("Watching", 1);
    return outcome;
  }

  private CompletableFuture<Outcome> start(String symbol, boolean once) throws IOException {
    WatchTerms watchTerms =
        new WatchTerms(symbol, new Price(100 * Price.ONE), Condition.ABOVE, once);
    session = new Sessions(directory).tryAcquire(watchTerms.sessionName()).orElseThrow();
    Watch watch =
        new Watch(
            URI.create("ws://localhost:" + wire.port() + "/ws"),
            watchTerms,
            session,
            new AlertPrinter(terminal(), false, watchTerms),
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

  private void awaitPrinted(String text) {
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
    SavedSession savedSession = new Sessions(directory).read(name).orElseThrow();
    // The watch would take its session back before it is unsubscribed.
    wire.cut();
    try (ProtocolClient other = new ProtocolClient(panel.connect())) {
      other.nextOfType("welcome");
      other.send(Map.of("type", "resume", "token", savedSession.token()));
      String id =
          other.nextOfType("resumed").json().path("subscriptions").path(0).path("id").asString();
      other.send(Map.of("type", "unsubscribe", "subscription_id", id));
      other.nextOfType("unsubscribed");
    }
    wire.restore();
    assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Unsubscribed());
    assertThat(new Sessions(directory).names()).isEmpty();
  }

  @Test
  void yieldsTheSessionToAnotherProgram() throws Exception {
    CompletableFuture<Outcome> outcome = watch("trxusdt", false);
    Sessions sessions = new Sessions(directory);
    SavedSession savedSession = sessions.read(new SessionName("trxusdt-above-100")).orElseThrow();
    while (!outcome.isDone()) {
      try (WebserverClient other = panel.connect()) {
        other.send(Map.of("type", "resume", "token", savedSession.token()));
        // Until the watch has taken it back.
        Awaitility.await()
            .atMost(DEADLINE)
            .until(
                () ->
                    outcome.isDone()
                        || (other.receive(Duration.ofMillis(100)) instanceof Received.Closed
                            && other.isResumedElsewhere()));
      }
    }
    assertThat(outcome.get()).isEqualTo(new Outcome.ResumedElsewhere());
    assertThat(sessions.names()).isNotEmpty();
  }

  private static void forgetConnections() throws SQLException {
    try (var connection = panel.database().dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("update connection set token_hash = sha256(token_hash)");
    }
  }
}
