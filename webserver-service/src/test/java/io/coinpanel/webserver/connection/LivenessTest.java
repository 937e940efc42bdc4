package io.coinpanel.webserver.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ServerMessage.Pong;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LivenessTest {

  private final RecordingWire wire = new RecordingWire();
  private final Patience patience =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(5));
  private long nanos;
  private Connections connections;
  private ClientConnection connection;
  private int pings;

  @BeforeEach
  void connect() {
    BeatClock beats = new BeatClock(() -> nanos);
    SocketWriters writers =
        new SocketWriters(
            Runnable::run,
            Runnable::run,
            (id, after, upTo, limit) -> List.of(),
            () -> 0,
            () -> Instant.EPOCH,
            new ConnectionMetrics(new SimpleMeterRegistry()));
    connections = new Connections(writers, patience, beats);
    connection = connections.connect(wire);
    connection.open(new NewConnection(1, "", 0, new ClientAddress(false, 1)));
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      nanos += TimeUnit.SECONDS.toNanos(1);
      connections.beat();
    }
  }

  private void answer() {
    pings++;
    connection.pong(pings + ":0");
  }

  @Test
  void keepsClientsThatAnswerTheFirstPingAfterAFreeze() {
    seconds(20);
    nanos += TimeUnit.SECONDS.toNanos(600);
    connections.beat();
    assertThat(connection.isOpen()).isTrue();
    answer();
    seconds(19);
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void closesWhoLeavesAPingWithoutAnAnswer() {
    seconds(79);
    assertThat(connection.isOpen()).isTrue();
    seconds(1);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void countsNoSilenceWhileNoPingIsDue() {
    for (int i = 0; i < 10; i++) {
      seconds(20);
      answer();
    }
    seconds(19);
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void closesWhoDoesNotReadAndSoGetsNoPing() {
    wire.taken = new CompletableFuture<>();
    connection.say(new Pong(new Echo("waits", List.of())));
    seconds(80);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void onlyTheFirstAnswerToAPingWasWaitedFor() {
    seconds(20);
    assertThat(connection.pong("1:0")).isTrue();
    assertThat(connection.pong("1:0")).isFalse();
    assertThat(connection.pong("2:0")).isFalse();
    seconds(20);
    assertThat(connection.pong("2:0")).isTrue();
  }
}
