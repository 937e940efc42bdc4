package io.coinpanel.webserver.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import io.coinpanel.webserver.connection.Event.Activated;
import io.coinpanel.webserver.connection.Event.Notified;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ServerMessage.Pong;
import io.coinpanel.webserver.protocol.ServerMessage.Unsubscribed;
import io.coinpanel.webserver.proxy.ClientAddress;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientConnectionTest {

  private static final long ME = 5;
  private static final HeldSubscription SUBSCRIPTION =
      new HeldSubscription(7, "btcusdt", Condition.ABOVE, Price.ONE, false, HeldSubscription.NEVER);

  /** So many notifications and the answer to a command fill a mailbox. */
  private static final long FULL = 204;

  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(5));

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final RecordingWire wire = new RecordingWire();
  private final List<Notified> table = new ArrayList<>();
  private final Queue<Runnable> writes = new ArrayDeque<>();
  private long now;
  private long delivered = -1;
  private Runnable whileReading = () -> {};
  private ClientConnection connection;

  @BeforeEach
  void connect() {
    SocketWriters writers =
        new SocketWriters(
            writes::add,
            writes::add,
            this::read,
            () -> delivered,
            () -> Instant.ofEpochMilli(now),
            new ConnectionMetrics(registry));
    connection = new ClientConnection(wire, writers, now);
    connection.open(new NewConnection(ME, "", 0, new ClientAddress(false, 1)));
  }

  private List<Backlog.Missed> read(long id, long after, long upTo, int limit) {
    whileReading.run();
    return table.stream()
        .filter(row -> row.id() > after && row.id() <= upTo)
        .limit(limit)
        .map(row -> new Backlog.Missed(row, held(row.subscriptionId())))
        .toList();
  }

  private static HeldSubscription held(long id) {
    return new HeldSubscription(
        id, "btcusdt", Condition.ABOVE, Price.ONE, false, HeldSubscription.NEVER);
  }

  private void write() {
    while (!writes.isEmpty()) {
      writes.remove().run();
    }
  }

  private void fire(long id) {
    Notified row =
        new Notified(
            id, SUBSCRIPTION.id(), ME, id, 3, 1, Instant.EPOCH, Instant.EPOCH, Source.LIVE);
    table.add(row);
    connection.deliver(row);
  }

  private void subscribe() {
    connection.hold();
    connection.subscribed(SUBSCRIPTION, new Pong(new Echo("subscribed", List.of())));
  }

  /** What was said, as notification ids and the refs of answers. */
  private List<String> said() {
    write();
    return wire.frames.stream()
        .map(
            frame ->
                frame.replaceAll(".*\"type\":\"([a-z]+)\"(,\"(ref|id)\":\"([^\"]+)\")?.*", "$1 $4"))
        .map(String::strip)
        .toList();
  }

  @Test
  void holdsEventsUntilTheirSubscriptionHasBeenTold() {
    connection.hold();
    connection.deliver(new Activated(1, SUBSCRIPTION.id(), ME, null));
    fire(1);
    assertThat(said()).isEmpty();
    connection.subscribed(SUBSCRIPTION, new Pong(new Echo("subscribed", List.of())));
    assertThat(said()).containsExactly("pong subscribed", "active", "notification 1");
  }

  @Test
  void hasNothingToDoWithTheTableBeforeItsFirstSubscription() {
    assertThat(connection.mayBeStored()).isFalse();
    assertThat(connection.settledId()).isEmpty();
    assertThat(connection.newlyConfirmed()).isEmpty();
    assertThat(connection.beginStoring()).isTrue();
    assertThat(connection.mayBeStored()).isTrue();
    assertThat(connection.isStored()).isFalse();
    subscribe();
    assertThat(connection.isStored()).isTrue();
    assertThat(connection.unstored()).isNull();
    assertThat(connection.settledId()).hasValue(ME);
  }

  @Test
  void isNotStoredOnceItsSocketHasGone() {
    connection.closed();
    assertThat(connection.beginStoring()).isFalse();
    assertThat(connection.mayBeStored()).isFalse();
  }

  @Test
  void tellsNothingAfterUnsubscribed() {
    subscribe();
    fire(1);
    connection.unsubscribed(
        SUBSCRIPTION.id(), new Unsubscribed(new Echo("u", List.of()), SUBSCRIPTION.id()));
    fire(2);
    assertThat(said()).containsExactly("pong subscribed", "notification 1", "unsubscribed u");
  }

  @Test
  void anOverflowingMailboxGoesOnFromTheTableWithoutGapOrDouble() {
    subscribe();
    LongStream.rangeClosed(1, 1_000).forEach(this::fire);
    connection.say(new Pong(new Echo("late", List.of())));
    write();
    LongStream.rangeClosed(1_001, 1_010).forEach(this::fire);
    assertThat(said().stream().filter(one -> one.startsWith("notification")))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 1_010).mapToObj(id -> "notification " + id).toList());
    assertThat(said()).contains("pong late");
  }

  @Test
  void saysWhyItClosesThoughTheTableCannotBeRead() {
    subscribe();
    LongStream.rangeClosed(1, 1_000).forEach(this::fire);
    whileReading =
        () -> {
          connection.close(CloseReason.SHUTTING_DOWN);
          throw new IllegalStateException("the database is away");
        };
    write();
    assertThat(wire.closes).containsExactly(CloseReason.SHUTTING_DOWN);
  }

  private double overflows() {
    return registry.get("coinpanel.webserver.outbox.overflows").counter().count();
  }

  @Test
  void countsAnOverflowWithWhatHasWaitedForAnAnswer() {
    subscribe();
    LongStream.rangeClosed(1, FULL).forEach(this::fire);
    connection.hold();
    fire(FULL + 1);
    assertThat(overflows()).isZero();
    connection.release();
    assertThat(overflows()).isOne();
    assertThat(said()).hasSize((int) FULL + 2).endsWith("notification " + (FULL + 1));
  }

  @Test
  void listensAgainOnceAnOverflowHasMadeRoom() throws InterruptedException {
    subscribe();
    LongStream.rangeClosed(1, FULL).forEach(this::fire);
    Thread reading =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    connection.awaitTurn();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Awaitility.await().until(() -> reading.getState() == Thread.State.WAITING);
    fire(FULL + 1);
    assertThat(overflows()).isOne();
    assertThat(reading.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void anUnsubscribedOnesBacklogIsNotTold() {
    subscribe();
    LongStream.rangeClosed(1, 1_000).forEach(this::fire);
    connection.unsubscribed(
        SUBSCRIPTION.id(), new Unsubscribed(new Echo("u", List.of()), SUBSCRIPTION.id()));
    assertThat(said()).doesNotContain("notification 1000").endsWith("unsubscribed u");
  }

  @Test
  void isToldOfAnUnsubscribedOneBeforeWhatComesAfterItsBacklog() {
    HeldSubscription other =
        new HeldSubscription(
            8, "btcusdt", Condition.ABOVE, Price.ONE, false, HeldSubscription.NEVER);
    LongStream.rangeClosed(1, 3).forEach(this::fire);
    table.add(new Notified(4, other.id(), ME, 4, 3, 1, Instant.EPOCH, Instant.EPOCH, Source.LIVE));
    connection.hold();
    connection.become(new StoredConnection(ME, 2, null));
    connection.resumed(
        List.of(SUBSCRIPTION, other), 0, 4, new Pong(new Echo("resumed", List.of())));
    whileReading =
        () -> {
          whileReading = () -> {};
          long gone = SUBSCRIPTION.id();
          connection.unsubscribed(gone, new Unsubscribed(new Echo("u", List.of()), gone));
        };
    assertThat(said()).containsExactly("pong resumed", "unsubscribed u", "notification 4");
  }

  @Test
  void aResumedConnectionHearsWhatItMissedAndThenWhatIsNew() {
    LongStream.rangeClosed(1, 5).forEach(this::fire);
    connection.hold();
    connection.become(new StoredConnection(ME, 2, null));
    fire(6);
    assertThat(said()).isEmpty();
    connection.resumed(List.of(SUBSCRIPTION), 0, 5, new Pong(new Echo("resumed", List.of())));
    fire(7);
    assertThat(said())
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
    connection.hold();
    connection.become(new StoredConnection(ME, 2, null));
    connection.say(new Pong(new Echo("welcome", List.of())));
    write();
    connection.resumed(List.of(SUBSCRIPTION), 0, 5, new Pong(new Echo("resumed", List.of())));
    assertThat(said())
        .containsExactly(
            "pong welcome", "pong resumed", "notification 3", "notification 4", "notification 5");
  }

  @Test
  void aPingNamesTheLastNotificationBeforeItAndItsPongConfirmsIt() {
    subscribe();
    fire(9);
    write();
    now = 20_000;
    connection.beat(now, PATIENCE);
    write();
    assertThat(wire.pings).containsExactly("1:9");
    connection.pong("1:10");
    connection.pong("2:9");
    assertThat(connection.newlyConfirmed()).isEmpty();
    connection.pong("1:9");
    assertThat(connection.newlyConfirmed()).hasValue(new ClientConnection.Confirmation(ME, 9));
    assertThat(connection.newlyConfirmed()).isEmpty();
  }

  @Test
  void aPongToAPingFromBeforeResumingConfirmsNothing() {
    delivered = 100;
    now = 20_000;
    connection.beat(now, PATIENCE);
    write();
    connection.hold();
    connection.become(new StoredConnection(ME, 2, null));
    connection.resumed(List.of(SUBSCRIPTION), 0, 100, new Pong(new Echo("resumed", List.of())));
    write();
    connection.pong("1:100");
    assertThat(connection.confirmed()).isEqualTo(2);
    now = 60_000;
    connection.beat(now, PATIENCE);
    write();
    assertThat(wire.closes).isEmpty();
    connection.pong("2:100");
    assertThat(connection.confirmed()).isEqualTo(100);
  }

  @Test
  void pingsNoMoreOnceItCloses() {
    subscribe();
    LongStream.rangeClosed(1, 1_000).forEach(this::fire);
    delivered = 1_000;
    now = 20_000;
    connection.beat(now, PATIENCE);
    connection.close(CloseReason.SHUTTING_DOWN);
    write();
    assertThat(wire.pings).isEmpty();
    assertThat(wire.closes).containsExactly(CloseReason.SHUTTING_DOWN);
  }

  @Test
  void aQuietConnectionsPingNamesWhatWasDelivered() {
    delivered = 100;
    now = 20_000;
    connection.beat(now, PATIENCE);
    write();
    assertThat(wire.pings).containsExactly("1:100");
  }

  @Test
  void onlyPongsThatAnswerAPingAreSignsOfLife() {
    now = 20_000;
    connection.beat(now, PATIENCE);
    write();
    connection.pong("something");
    now = 79_999;
    connection.beat(now, PATIENCE);
    write();
    assertThat(wire.closes).isEmpty();
    now = 80_000;
    connection.beat(now, PATIENCE);
    write();
    assertThat(wire.closes).containsExactly(CloseReason.NO_PONG);
    connection.beat(now, PATIENCE);
    assertThat(wire.aborted).isFalse();
    now = 85_000;
    connection.beat(now, PATIENCE);
    assertThat(wire.aborted).isTrue();
  }

  @Test
  void writesNothingMoreUntilTheNetworkHasTakenWhatCameBefore() {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    wire.taken = taken;
    connection.say(new Pong(new Echo("first", List.of())));
    write();
    connection.say(new Pong(new Echo("second", List.of())));
    assertThat(said()).containsExactly("pong first");
    taken.complete(null);
    assertThat(said()).containsExactly("pong first", "pong second");
  }

  @Test
  void breaksOffWhereTheNetworkDoesNotTakeIt() {
    wire.taken = CompletableFuture.failedFuture(new IOException("gone"));
    connection.say(new Pong(new Echo("first", List.of())));
    write();
    assertThat(wire.aborted).isTrue();
  }

  @Test
  void doesNotBreakOffASocketThatIsBeingClosed() {
    wire.closing = true;
    wire.taken = CompletableFuture.failedFuture(new IOException("the close frame is under way"));
    connection.say(new Pong(new Echo("late", List.of())));
    write();
    assertThat(wire.aborted).isFalse();
  }

  @Test
  void beginsNothingOnceItCloses() {
    connection.close(CloseReason.RESUMED_ELSEWHERE);
    assertThat(connection.hold()).isFalse();
    assertThat(connection.isHeld()).isFalse();
  }
}
