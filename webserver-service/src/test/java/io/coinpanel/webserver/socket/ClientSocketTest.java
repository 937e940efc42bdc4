package io.coinpanel.webserver.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ServerMessage.Pong;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientSocketTest {

  private static final long ME = 5;
  private static final TrackedSubscription SUBSCRIPTION = held(7);
  // This many notifications and one reply fill the mailbox.
  private static final long FULL = 204;

  private static final SocketTimeouts TIMEOUT =
      new SocketTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(5));

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final RecordingTransport wire = new RecordingTransport();
  private final List<Notified> table = new ArrayList<>();
  private final Queue<Runnable> writes = new ArrayDeque<>();
  private long now;
  private long delivered = -1;
  private Runnable whileReading = () -> {};
  private ClientSocket connection;

  @BeforeEach
  void connect() {
    SocketWriters writers =
        new SocketWriters(
            writes::add,
            writes::add,
            this::read,
            () -> delivered,
            () -> Instant.ofEpochMilli(now),
            new SocketMetrics(registry));
    connection = new ClientSocket(wire, writers, now);
    connection.open(new NewConnection(ME, "", 0, new ClientAddress(false, 1)));
  }

  private List<NotificationBacklog.MissedNotification> read(
      long id, long after, long upTo, int limit) {
    whileReading.run();
    return table.stream()
        .filter(row -> row.id() > after && row.id() <= upTo)
        .limit(limit)
        .map(row -> new NotificationBacklog.MissedNotification(row, held(row.subscriptionId())))
        .toList();
  }

  private static TrackedSubscription held(long id) {
    return Rows.subscription(id, "btcusdt");
  }

  private static Notified row(long id, long subscription) {
    return Rows.notified(id, subscription, ME);
  }

  private void write() {
    while (!writes.isEmpty()) {
      writes.remove().run();
    }
  }

  private void fire(long id) {
    Notified row = row(id, SUBSCRIPTION.id());
    table.add(row);
    connection.deliver(row);
  }

  private void subscribe() {
    connection.beginCommand();
    connection.subscribed(SUBSCRIPTION, new Pong(new Echo("subscribed", List.of())));
  }

  private List<String> sentMessages() {
    write();
    return wire.frames.stream()
        .map(
            frame ->
                frame.replaceAll(".*\"type\":\"([a-z]+)\"(,\"(ref|id)\":\"([^\"]+)\")?.*", "$1 $4"))
        .map(String::strip)
        .toList();
  }

  @Test
  void defersEventsUntilTheSubscriptionIsConfirmed() {
    connection.beginCommand();
    connection.deliver(new Activated(1, SUBSCRIPTION.id(), 1, ME, null));
    fire(1);
    assertThat(sentMessages()).isEmpty();
    connection.subscribed(SUBSCRIPTION, new Pong(new Echo("subscribed", List.of())));
    assertThat(sentMessages()).containsExactly("pong subscribed", "active", "notification 1");
  }

  @Test
  void isNotStoredBeforeItsFirstSubscription() {
    assertThat(connection.identity().mayBeStored()).isFalse();
    assertThat(connection.stableId()).isEmpty();
    assertThat(connection.newlyAcknowledged()).isEmpty();
    assertThat(connection.beginStoring()).isTrue();
    assertThat(connection.identity().mayBeStored()).isTrue();
    assertThat(connection.identity().isStored()).isFalse();
    subscribe();
    assertThat(connection.identity().isStored()).isTrue();
    assertThat(connection.identity().unstored()).isNull();
    assertThat(connection.stableId()).hasValue(ME);
  }

  @Test
  void isNotStoredOnceItsSocketHasGone() {
    connection.closed();
    assertThat(connection.beginStoring()).isFalse();
    assertThat(connection.identity().mayBeStored()).isFalse();
  }

  private void unsubscribe() {
    connection.beginCommand();
    connection.unsubscribed(List.of(SUBSCRIPTION.id()), new Echo("u", List.of()));
  }

  /** What fires while the end is stored fired before it. */
  @Test
  void sendsWhatCameBeforeUnsubscribed() {
    subscribe();
    connection.beginCommand();
    fire(1);
    connection.deliver(new Event.Changed(ME, SUBSCRIPTION.id(), null));
    fire(2);
    connection.unsubscribed(List.of(SUBSCRIPTION.id()), new Echo("u", List.of()));
    fire(3);
    assertThat(sentMessages())
        .containsExactly("pong subscribed", "notification 1", "notification 2", "unsubscribed u");
  }

  @Test
  void sendsNothingAfterUnsubscribed() {
    subscribe();
    fire(1);
    unsubscribe();
    fire(2);
    assertThat(sentMessages())
        .containsExactly("pong subscribed", "notification 1", "unsubscribed u");
  }

  @Test
  void overflowContinuesFromTheTableWithoutGapsOrDuplicates() {
    subscribe();
    LongStream.rangeClosed(1, 1_000).forEach(this::fire);
    connection.send(new Pong(new Echo("late", List.of())));
    write();
    LongStream.rangeClosed(1_001, 1_010).forEach(this::fire);
    assertThat(sentMessages().stream().filter(one -> one.startsWith("notification")))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 1_010).mapToObj(id -> "notification " + id).toList());
    assertThat(sentMessages()).contains("pong late");
  }

  @Test
  void sendsTheCloseReasonEvenIfTheTableIsUnavailable() {
    subscribe();
    LongStream.rangeClosed(1, 1_000).forEach(this::fire);
    whileReading =
        () -> {
          connection.close(CloseReason.SHUTTING_DOWN);
          throw new IllegalStateException("the database is unavailable");
        };
    write();
    assertThat(wire.closes).containsExactly(CloseReason.SHUTTING_DOWN);
  }

  private double overflows() {
    return registry.get("coinpanel.webserver.outbox.overflows").counter().count();
  }

  @Test
  void countsAnOverflowOfDeferredEvents() {
    subscribe();
    LongStream.rangeClosed(1, FULL).forEach(this::fire);
    connection.beginCommand();
    fire(FULL + 1);
    assertThat(overflows()).isZero();
    connection.endCommand();
    assertThat(overflows()).isOne();
    assertThat(sentMessages()).hasSize((int) FULL + 2).endsWith("notification " + (FULL + 1));
  }

  @Test
  void readsCommandsAgainAfterAnOverflow() throws InterruptedException {
    subscribe();
    LongStream.rangeClosed(1, FULL).forEach(this::fire);
    Thread reading =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    connection.awaitReady();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Eventually.until(() -> reading.getState() == Thread.State.WAITING);
    fire(FULL + 1);
    assertThat(overflows()).isOne();
    assertThat(reading.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void doesNotSendTheBacklogOfAnUnsubscribedSubscription() {
    subscribe();
    LongStream.rangeClosed(1, 1_000).forEach(this::fire);
    unsubscribe();
    assertThat(sentMessages()).doesNotContain("notification 1000").endsWith("unsubscribed u");
  }

  @Test
  void sendsUnsubscribedBeforeLaterBacklog() {
    TrackedSubscription other = held(8);
    LongStream.rangeClosed(1, 3).forEach(this::fire);
    table.add(row(4, other.id()));
    connection.beginCommand();
    connection.resumeAs(new StoredConnection(ME, 2, null));
    connection.resumed(
        List.of(SUBSCRIPTION, other), 0, 4, new Pong(new Echo("resumed", List.of())));
    whileReading =
        () -> {
          whileReading = () -> {};
          unsubscribe();
        };
    assertThat(sentMessages()).containsExactly("pong resumed", "unsubscribed u", "notification 4");
  }

  @Test
  void resumeSendsMissedThenNewNotifications() {
    LongStream.rangeClosed(1, 5).forEach(this::fire);
    connection.beginCommand();
    connection.resumeAs(new StoredConnection(ME, 2, null));
    fire(6);
    assertThat(sentMessages()).isEmpty();
    connection.resumed(List.of(SUBSCRIPTION), 0, 5, new Pong(new Echo("resumed", List.of())));
    fire(7);
    assertThat(sentMessages())
        .containsExactly(
            "pong resumed",
            "notification 3",
            "notification 4",
            "notification 5",
            "notification 6",
            "notification 7");
  }

  @Test
  void aResumedConnectionCatchesUpAlthoughItsWriterWasStillBusyWithTheWelcome() {
    LongStream.rangeClosed(1, 5).forEach(this::fire);
    connection.beginCommand();
    connection.resumeAs(new StoredConnection(ME, 2, null));
    connection.send(new Pong(new Echo("welcome", List.of())));
    write();
    connection.resumed(List.of(SUBSCRIPTION), 0, 5, new Pong(new Echo("resumed", List.of())));
    assertThat(sentMessages())
        .containsExactly(
            "pong welcome", "pong resumed", "notification 3", "notification 4", "notification 5");
  }

  @Test
  void aPingNamesTheLastNotificationBeforeItAndItsPongConfirmsIt() {
    subscribe();
    fire(9);
    write();
    now = 20_000;
    connection.heartbeat(now, TIMEOUT);
    write();
    assertThat(wire.pings).containsExactly("1:9");
    connection.pong("1:10");
    connection.pong("2:9");
    assertThat(connection.newlyAcknowledged()).isEmpty();
    connection.pong("1:9");
    assertThat(connection.newlyAcknowledged()).hasValue(new Acknowledgement(ME, 9));
    assertThat(connection.newlyAcknowledged()).isEmpty();
  }

  @Test
  void pongToAPingBeforeResumeAcknowledgesNothing() {
    delivered = 100;
    now = 20_000;
    connection.heartbeat(now, TIMEOUT);
    write();
    connection.beginCommand();
    connection.resumeAs(new StoredConnection(ME, 2, null));
    connection.resumed(List.of(SUBSCRIPTION), 0, 100, new Pong(new Echo("resumed", List.of())));
    write();
    connection.pong("1:100");
    assertThat(connection.acknowledged()).isEqualTo(2);
    now = 60_000;
    connection.heartbeat(now, TIMEOUT);
    write();
    assertThat(wire.closes).isEmpty();
    connection.pong("2:100");
    assertThat(connection.acknowledged()).isEqualTo(100);
  }

  @Test
  void pingsNoMoreOnceItCloses() {
    subscribe();
    LongStream.rangeClosed(1, 1_000).forEach(this::fire);
    delivered = 1_000;
    now = 20_000;
    connection.heartbeat(now, TIMEOUT);
    connection.close(CloseReason.SHUTTING_DOWN);
    write();
    assertThat(wire.pings).isEmpty();
    assertThat(wire.closes).containsExactly(CloseReason.SHUTTING_DOWN);
  }

  @Test
  void aQuietConnectionsPingNamesWhatWasDelivered() {
    delivered = 100;
    now = 20_000;
    connection.heartbeat(now, TIMEOUT);
    write();
    assertThat(wire.pings).containsExactly("1:100");
  }

  @Test
  void ignoresUnsolicitedPongs() {
    now = 20_000;
    connection.heartbeat(now, TIMEOUT);
    write();
    connection.pong("something");
    now = 79_999;
    connection.heartbeat(now, TIMEOUT);
    write();
    assertThat(wire.closes).isEmpty();
    now = 80_000;
    connection.heartbeat(now, TIMEOUT);
    write();
    assertThat(wire.closes).containsExactly(CloseReason.NO_PONG);
    connection.heartbeat(now, TIMEOUT);
    assertThat(wire.aborted).isFalse();
    now = 85_000;
    connection.heartbeat(now, TIMEOUT);
    assertThat(wire.aborted).isTrue();
  }

  @Test
  void writesNothingMoreUntilTheNetworkHasTakenWhatCameBefore() {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    wire.taken = taken;
    connection.send(new Pong(new Echo("first", List.of())));
    write();
    connection.send(new Pong(new Echo("second", List.of())));
    assertThat(sentMessages()).containsExactly("pong first");
    taken.complete(null);
    assertThat(sentMessages()).containsExactly("pong first", "pong second");
  }

  @Test
  void abortsWhenAWriteFails() {
    wire.taken = CompletableFuture.failedFuture(new IOException("gone"));
    connection.send(new Pong(new Echo("first", List.of())));
    write();
    assertThat(wire.aborted).isTrue();
  }

  @Test
  void doesNotAbortAClosingSocket() {
    wire.closing = true;
    wire.taken = CompletableFuture.failedFuture(new IOException("the close frame is under way"));
    connection.send(new Pong(new Echo("late", List.of())));
    write();
    assertThat(wire.aborted).isFalse();
  }

  @Test
  void startsNoCommandOnceClosing() {
    connection.close(CloseReason.RESUMED_ELSEWHERE);
    assertThat(connection.beginCommand()).isFalse();
    assertThat(connection.isCommandPending()).isFalse();
  }
}
