package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.limits.Limit;
import io.coinpanel.simulator.limits.Violation;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepAliveTest {

  private static final Duration INTERVAL = Duration.ofSeconds(20);

  private final ManualClock clock = new ManualClock();
  private Simulator simulator;
  private StreamClient client;

  @BeforeEach
  void start() throws IOException {
    simulator = Simulator.start(SimulatorSettings.documented().clock(clock).symbols(10));
    client = StreamClient.connect(simulator, "/ws").subscribe("btcusdt@trade");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private String pingAfterInterval() {
    clock.advance(INTERVAL);
    return client.nextPing();
  }

  private void pong(String payload) {
    long before = simulator.framesReceived();
    client.pong(payload);
    Eventually.until("pong read", () -> simulator.framesReceived() > before);
  }

  @Test
  void keepsAConnectionThatAnswersEachPing() {
    for (int i = 0; i < 10; i++) {
      pong(pingAfterInterval());
    }
    assertThat(client.isOpen()).isTrue();
    assertThat(simulator.violations()).isEmpty();
  }

  @Test
  void closesAConnectionThatNeverAnswers() {
    for (int i = 0; i < 3; i++) {
      pingAfterInterval();
    }
    clock.advance(INTERVAL);
    assertThat(client.closeCode()).isEqualTo(1008);
    assertThat(simulator.violations()).extracting(Violation::limit).containsExactly(Limit.PONG);
  }

  @Test
  void ignoresStaleAndUnsolicitedPongs() {
    String first = pingAfterInterval();
    String second = pingAfterInterval();
    pong(first);
    pong("unasked");
    pingAfterInterval();
    pong(second);
    clock.advance(INTERVAL);
    assertThat(client.closeCode()).isEqualTo(1008);
  }

  @Test
  void acceptsAPongForTheNewestPing() {
    pingAfterInterval();
    pingAfterInterval();
    pong(pingAfterInterval());
    pong(pingAfterInterval());
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void closesAfter24Hours() {
    simulator.injectFaults(to -> to.withholdPings(true));
    clock.advance(Duration.ofHours(24).minusMillis(1));
    simulator.publish("BTCUSDT", "1");
    client.next();
    clock.advance(Duration.ofMillis(1));
    assertThat(client.closeCode()).isEqualTo(1001);
  }
}
