package io.coinpanel.webserver.socket;

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

  private final RecordingTransport wire = new RecordingTransport();
  private final SocketTimeouts socketTimeouts =
      new SocketTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(5));
  private long nanos;
  private Sockets sockets;
  private ClientSocket connection;
  private int pings;

  @BeforeEach
  void connect() {
    HeartbeatClock beats = new HeartbeatClock(() -> nanos);
    SocketWriters writers =
        new SocketWriters(
            Runnable::run,
            Runnable::run,
            (id, after, upTo, limit) -> List.of(),
            () -> 0,
            () -> Instant.EPOCH,
            new SocketMetrics(new SimpleMeterRegistry()));
    sockets = new Sockets(writers, socketTimeouts, beats);
    connection = sockets.connect(wire);
    connection.open(new NewConnection(1, "", 0, new ClientAddress(false, 1)));
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      nanos += TimeUnit.SECONDS.toNanos(1);
      sockets.heartbeat();
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
    sockets.heartbeat();
    assertThat(connection.isOpen()).isTrue();
    answer();
    seconds(19);
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void closesWithoutAPong() {
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
  void closesAClientThatDoesNotRead() {
    wire.taken = new CompletableFuture<>();
    connection.send(new Pong(new Echo("waits", List.of())));
    seconds(80);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void expectsOnlyTheFirstPong() {
    seconds(20);
    assertThat(connection.pong("1:0")).isTrue();
    assertThat(connection.pong("1:0")).isFalse();
    assertThat(connection.pong("2:0")).isFalse();
    seconds(20);
    assertThat(connection.pong("2:0")).isTrue();
  }
}
