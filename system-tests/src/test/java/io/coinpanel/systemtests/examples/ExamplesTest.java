package io.coinpanel.systemtests.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coinpanel.systemtests.TestSystem;
import io.coinpanel.systemtests.watch.CuttableProxy;
import io.coinpanel.testkit.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ExamplesTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static TestSystem panel;

  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final Queue<String> remarks = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    panel = TestSystem.start();
  }

  @AfterAll
  static void stop() {
    panel.close();
  }

  @ParameterizedTest
  @CsvSource({"JAVASCRIPT,bnbusdt", "PYTHON,adausdt", "JAVA,dotusdt", "SHELL,xrpusdt"})
  void printsEachCrossingOnceAcrossReconnects(Example example, String symbol) throws Exception {
    try (CuttableProxy wire = new CuttableProxy(panel.port())) {
      Process client = run(example, wire.port(), symbol, "100");
      try {
        awaitRemark("Watching " + symbol + " at 100.");
        trade(symbol, "99", "101");
        awaitPrinted(1);

        wire.cut();
        trade(symbol, "98", "102");
        wire.restore();
        awaitRemark("Connected again.");
        trade(symbol, "97");
        awaitPrinted(4);
      } finally {
        client.destroy();
        assertThat(client.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
    }
    String name = symbol.toUpperCase(Locale.ROOT);
    assertThat(told)
        .containsExactly(
            name + " rose above 100: 101",
            name + " fell below 100: 98",
            name + " rose above 100: 102",
            name + " fell below 100: 97");
  }

  @ParameterizedTest
  @EnumSource
  void reportsAnInvalidSymbolAndExits(Example example) throws Exception {
    Process client = run(example, panel.port(), "nosuchcoin", "100");
    assertThat(client.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(client.exitValue()).isEqualTo(1);
    awaitRemark("symbol is unknown");
    assertThat(told).isEmpty();
  }

  private Process run(Example example, int port, String symbol, String threshold)
      throws IOException {
    Optional<List<String>> command = example.command();
    assumeTrue(command.isPresent(), () -> "there is no " + example.needs() + " here");
    List<String> arguments = List.of(example.url(port), symbol, threshold);
    Process process = new ProcessBuilder(Example.join(command.orElseThrow(), arguments)).start();
    read(process.inputReader(), told);
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
    Eventually.within(DEADLINE, () -> told.size() >= count);
  }
}
