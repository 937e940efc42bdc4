package io.coinpanel.systemtests.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.WebserverClient;
import io.coinpanel.cli.session.NotificationCursors;
import io.coinpanel.cli.session.SavedSession;
import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.watch.WatchCommand;
import io.coinpanel.systemtests.TestSystem;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    wire.close();
  }

  @Test
  void printsEachCrossingOnceAcrossReconnects() throws IOException {
    var _ = watch("bnbusdt");
    trade("bnbusdt", "99", "101");
    awaitPrinted("rose above 100: 101");

    wire.cut();
    Eventually.within(DEADLINE, () -> remarks.toString().contains("retrying"));
    trade("bnbusdt", "98", "102");
    wire.restore();
    awaitPrinted("rose above 100: 102");
    trade("bnbusdt", "97", "103");
    awaitPrinted("rose above 100: 103");
    assertThat(told.toString().lines()).hasSize(3);
    assertThat(remarks.toString()).contains("Reconnected.");
  }

  @Test
  void subscribesAgainWhenTheServerNoLongerKnowsIt() throws SQLException, IOException {
    var _ = watch("adausdt");
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
    CompletableFuture<Integer> exitCode = watch("dotusdt", "--once");
    trade("dotusdt", "99", "101", "99", "102");
    assertThat(exitCode.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(told.toString().lines()).hasSize(1);
  }

  @Test
  void waitsForAServerThatIsNotThereYet() throws IOException {
    wire.cut();
    var _ = start("ltcusdt");
    Eventually.within(DEADLINE, () -> remarks.toString().contains("No CoinPanel server responds"));
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

  private int command(String symbol, String threshold, String... more) {
    return commandLine()
        .execute(
            Stream.concat(
                    Stream.of(more),
                    Stream.of("--above", "--url", uri().toString(), symbol, "--", threshold))
                .toArray(String[]::new));
  }

  private CommandLine commandLine() {
    return new CommandLine(
            new WatchCommand(new Sessions(directory), new NotificationCursors(directory)))
        .setOut(new PrintWriter(told))
        .setErr(new PrintWriter(remarks));
  }

  private URI uri() {
    return URI.create("ws://localhost:" + wire.port() + "/ws");
  }

  private CompletableFuture<Integer> watch(String symbol, String... more) {
    CompletableFuture<Integer> exitCode = start(symbol, more);
    awaitRemarks("Watching", 1);
    return exitCode;
  }

  private CompletableFuture<Integer> start(String symbol, String... more) {
    CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    thread = Thread.ofPlatform().start(() -> exitCode.complete(command(symbol, "100", more)));
    return exitCode;
  }

  private static void trade(String symbol, String... prices) {
    for (String price : prices) {
      panel.exchange().publish(symbol, price);
    }
  }

  private void awaitPrinted(String text) {
    Eventually.within(DEADLINE, () -> told.toString().contains(text));
  }

  private void awaitRemarks(String text, long times) {
    Eventually.within(
        DEADLINE,
        () -> remarks.toString().lines().filter(line -> line.contains(text)).count() == times);
  }

  @Test
  void endsWhenItsAlertIsUnsubscribedElsewhere() throws Exception {
    CompletableFuture<Integer> exitCode = watch("xrpusdt");
    SessionName name = new SessionName("xrpusdt-above-100");
    SavedSession savedSession = new Sessions(directory).read(name).orElseThrow();
    // The watch would take its session back before it is unsubscribed.
    wire.cut();
    try (TestClient other = panel.connect()) {
      other.send(Map.of("type", "resume", "token", savedSession.token()));
      String id = other.nextOfType("resumed").path("subscriptions").path(0).path("id").asString();
      other.send(Map.of("type", "unsubscribe", "subscription_id", id));
      other.nextOfType("unsubscribed");
    }
    wire.restore();
    assertThat(exitCode.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(remarks.toString()).contains("The alert was unsubscribed.");
    assertThat(new Sessions(directory).names()).isEmpty();
  }

  @Test
  void yieldsTheSessionToAnotherProgram() throws Exception {
    CompletableFuture<Integer> exitCode = watch("trxusdt");
    Sessions sessions = new Sessions(directory);
    SavedSession savedSession = sessions.read(new SessionName("trxusdt-above-100")).orElseThrow();
    while (!exitCode.isDone()) {
      try (WebserverClient other = WebserverClient.open(panel.uri())) {
        other.send(Map.of("type", "resume", "token", savedSession.token()));
        // Until the watch has taken it back.
        Eventually.within(
            DEADLINE,
            () ->
                exitCode.isDone()
                    || (other.receive(Duration.ofMillis(100)) instanceof Received.Closed
                        && other.isResumedElsewhere()));
      }
    }
    assertThat(exitCode.get()).isEqualTo(1);
    assertThat(remarks.toString()).contains("Another program uses session trxusdt-above-100");
    assertThat(sessions.names()).isNotEmpty();
  }

  private static void forgetConnections() throws SQLException {
    try (var connection = panel.database().dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("update connection set token_hash = sha256(token_hash)");
    }
  }
}
