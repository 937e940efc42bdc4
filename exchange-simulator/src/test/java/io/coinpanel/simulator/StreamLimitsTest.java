package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.simulator.limits.Limit;
import io.coinpanel.simulator.limits.StreamLimits;
import io.coinpanel.simulator.limits.Violation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamLimitsTest {

  private static final String LIST = "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":7}";

  private final ManualClock clock = new ManualClock();
  private Simulator simulator;

  @BeforeEach
  void start() throws IOException {
    StreamLimits rules = StreamLimits.documented().attempts(4).offencesBeforeBan(1);
    simulator =
        Simulator.start(SimulatorSettings.documented().clock(clock).symbols(10).streamRules(rules));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private List<Limit> broken() {
    return simulator.violations().stream().map(Violation::limit).toList();
  }

  @Test
  void closesOnTheSixthFrameWithinASecondWhateverItIs() {
    StreamClient client = StreamClient.connect(simulator, "/ws");
    client.send(LIST);
    assertThat(client.next()).isEqualTo("{\"result\":[],\"id\":7}");
    clock.advance(Duration.ofMillis(999));
    client.ping();
    client.pong("unasked");
    client.send(LIST).send(LIST);
    client.next(2);
    assertThat(client.isOpen()).isTrue();
    client.pong("one too many");
    assertThat(client.closeCode()).isEqualTo(1008);
    assertThat(broken()).containsExactly(Limit.MESSAGES);
  }

  @Test
  void countsOverARollingSecond() {
    try (StreamClient client = StreamClient.connect(simulator, "/ws")) {
      for (int i = 0; i < 20; i++) {
        client.send(LIST);
        client.next();
        clock.advance(Duration.ofMillis(200));
      }
      assertThat(client.isOpen()).isTrue();
      assertThat(simulator.violations()).isEmpty();
      assertThat(simulator.framesReceived()).isEqualTo(20);
    }
  }

  @Test
  void refusesMoreThan1024Streams() {
    try (StreamClient client = StreamClient.connect(simulator, "/ws")) {
      for (int part = 0; part < 4; part++) {
        client.subscribe(names(part * 256, 256));
        clock.advance(Duration.ofSeconds(1));
      }
      client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"one@trade\"],\"id\":5}");
      assertThat(client.next())
          .isEqualTo("{\"error\":{\"code\":4,\"msg\":\"Too many subscriptions\"},\"id\":5}");
      assertThat(simulator.connections().getFirst().streams()).hasSize(1024);
      assertThat(broken()).containsExactly(Limit.STREAMS);
    }
  }

  private static String[] names(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> "s" + i + "@trade")
        .toArray(String[]::new);
  }

  @Test
  void refusesAttemptsBeyondTheLimitUntilTheWindowHasPassed() {
    for (int i = 0; i < 4; i++) {
      StreamClient.connect(simulator, "/ws").close();
    }
    assertThatThrownBy(() -> StreamClient.connect(simulator, "/ws")).hasMessageContaining("429");
    assertThat(broken()).containsExactly(Limit.ATTEMPTS);
    clock.advance(Duration.ofMinutes(5));
    StreamClient.connect(simulator, "/ws").close();
    assertThat(simulator.connectionAttempts()).isEqualTo(6);
  }

  @Test
  void bansAnAddressThatKeepsFlooding() {
    for (int i = 0; i < 2; i++) {
      StreamClient client = StreamClient.connect(simulator, "/ws");
      for (int frame = 0; frame < 6; frame++) {
        client.pong("");
      }
      assertThat(client.closeCode()).isEqualTo(1008);
    }
    assertThatThrownBy(() -> StreamClient.connect(simulator, "/ws")).hasMessageContaining("418");
    clock.advance(Duration.ofMinutes(2));
    StreamClient.connect(simulator, "/ws").close();
  }

  @Test
  void closesOnACommandThatIsTooLong() {
    StreamClient client = StreamClient.connect(simulator, "/ws").send(" ".repeat(8193));
    assertThat(client.closeCode()).isEqualTo(1009);
    assertThat(broken()).containsExactly(Limit.COMMAND_SIZE);
  }
}
