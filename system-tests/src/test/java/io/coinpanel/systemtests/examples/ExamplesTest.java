package io.coinpanel.systemtests.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coinpanel.systemtests.TestSystem;
import io.coinpanel.systemtests.watch.CuttableProxy;
import io.coinpanel.testkit.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ExamplesTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final String KEY = "cp_Examp1es_" + "0123456789abcdef".repeat(2);
  private static final String NO_KEY = "";

  private static TestSystem panel;

  private final Queue<String> printed = new ConcurrentLinkedQueue<>();
  private final Queue<String> remarks = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start(@TempDir Path files) throws IOException, InterruptedException {
    Path key = Files.writeString(files.resolve("key"), KEY);
    panel = TestSystem.start("--coinpanel.webserver.admin-key-file=" + key);
  }

  @AfterAll
  static void stop() {
    panel.close();
  }

  @ParameterizedTest
  @CsvSource({"JAVASCRIPT,bnbusdt", "PYTHON,adausdt", "JAVA,dotusdt", "SHELL,xrpusdt"})
  void printsEachCrossingOnceAcrossReconnects(Example example, String symbol) throws Exception {
    printsEachCrossingOnceAcrossReconnects(example, NO_KEY, symbol);
  }

  @ParameterizedTest
  @CsvSource({"JAVASCRIPT,ethusdt", "PYTHON,ltcusdt", "JAVA,solusdt", "SHELL,dogeusdt"})
  void printsEachCrossingOfAnAccountOnceAcrossReconnects(Example example, String symbol)
      throws Exception {
    printsEachCrossingOnceAcrossReconnects(example, KEY, symbol);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest alerts =
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + panel.port() + "/api/v1/subscriptions"))
              .header("Authorization", "Bearer " + KEY)
              .build();
      assertThat(http.send(alerts, BodyHandlers.ofString()).body())
          .containsOnlyOnce('"' + symbol + '"');
    }
  }

  private void printsEachCrossingOnceAcrossReconnects(Example example, String key, String symbol)
      throws Exception {
    try (CuttableProxy wire = new CuttableProxy(panel.port())) {
      Process client = run(example, key, wire.port(), symbol, "100");
      try {
        awaitRemark("Watching " + symbol + " at 100.");
        trade(symbol, "99", "101");
        awaitPrinted(1);

        wire.cut();
        trade(symbol, "98", "102");
        wire.restore();
        awaitRemark("Reconnected.");
        trade(symbol, "97");
        awaitPrinted(4);
      } finally {
        client.destroy();
        assertThat(client.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
    }
    String name = symbol.toUpperCase(Locale.ROOT);
    assertThat(printed)
        .containsExactly(
            name + " rose above 100: 101",
            name + " fell below 100: 98",
            name + " rose above 100: 102",
            name + " fell below 100: 97");
  }

  @ParameterizedTest
  @EnumSource
  void reportsAnInvalidSymbolAndExits(Example example) throws Exception {
    reportsAndExits(run(example, NO_KEY, panel.port(), "nosuchcoin", "100"), "symbol is unknown");
  }

  @ParameterizedTest
  @EnumSource
  void reportsAWrongKeyAndExits(Example example) throws Exception {
    Process client = run(example, KEY.replace('0', '1'), panel.port(), "btcusdt", "100");
    reportsAndExits(client, "invalid or expired token");
  }

  private void reportsAndExits(Process client, String why) throws InterruptedException {
    assertThat(client.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(client.exitValue()).isEqualTo(1);
    awaitRemark(why);
    assertThat(printed).isEmpty();
  }

  private Process run(Example example, String key, int port, String symbol, String threshold)
      throws IOException {
    Optional<List<String>> command = example.command();
    assumeTrue(command.isPresent(), () -> "there is no " + example.needs() + " here");
    List<String> arguments = List.of(example.url(port), symbol, threshold);
    ProcessBuilder builder = new ProcessBuilder(Example.join(command.orElseThrow(), arguments));
    builder.environment().remove("COINPANEL_KEY");
    if (!key.isEmpty()) {
      builder.environment().put("COINPANEL_KEY", key);
    }
    Process process = builder.start();
    read(process.inputReader(), printed);
    read(process.errorReader(), remarks);
    return process;
  }

  private static void read(BufferedReader from, Queue<String> lines) {
    Thread.ofVirtual().start(() -> from.lines().forEach(lines::add));
  }

  private static void trade(String symbol, String... prices) {
    for (String price : prices) {
      panel.exchange().publish(symbol, price);
    }
  }

  private void awaitRemark(String start) {
    Eventually.within(DEADLINE, () -> remarks.stream().anyMatch(line -> line.startsWith(start)));
  }

  private void awaitPrinted(int count) {
    Eventually.within(DEADLINE, () -> printed.size() >= count);
  }
}
