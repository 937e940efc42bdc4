package io.coinpanel.webserver.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Repeat;
import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import io.coinpanel.webserver.protocol.ServerMessage.Pong;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.Terms;
import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import io.coinpanel.webserver.socket.NotificationBacklog.MissedNotification;
import io.coinpanel.webserver.socket.Outbox.Effect;
import io.coinpanel.webserver.socket.TrackedSubscription.Phase;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final long ME = 5;
  private static final TrackedSubscription FIRST = Rows.subscription(7, "btcusdt");
  private static final TrackedSubscription SECOND = Rows.subscription(8, "ethusdt");
  private static final ServerMessage ANSWER = new Pong(new Echo("answer", List.of()));

  private final Outbox outbox = new Outbox();

  @BeforeEach
  void begin() {
    outbox.begin(10);
    outbox.add(FIRST);
  }

  private static Notified row(long id, TrackedSubscription subscription) {
    return Rows.notified(id, subscription.id(), ME);
  }

  private static MissedNotification missed(long id, TrackedSubscription subscription) {
    return new MissedNotification(row(id, subscription), subscription);
  }

  private static Activated activation(TrackedSubscription subscription) {
    return new Activated(1, subscription.id(), 1, ME, null);
  }

  private static Event.Changed finished(long id) {
    return changed(id, SubscriptionStatus.FINISHED, "fired");
  }

  private static Event.Changed changed(
      long id, SubscriptionStatus status, @Nullable String reason) {
    return new Event.Changed(ME, id, state(id, status, reason));
  }

  private static SubscriptionState state(
      long id, SubscriptionStatus status, @Nullable String reason) {
    return state(id, 1, 1, status, reason);
  }

  private static SubscriptionState state(
      long id,
      int revision,
      int baselineRevision,
      SubscriptionStatus status,
      @Nullable String reason) {
    return new SubscriptionState(
        id,
        revision,
        baselineRevision,
        false,
        new Terms("btcusdt", Rows.ABOVE_ONE, Repeat.EVERY, 0, null),
        Details.NONE,
        status,
        reason,
        Instant.EPOCH,
        null,
        1,
        null);
  }

  private Effect fire(long id) {
    return outbox.deliver(row(id, FIRST));
  }

  /** Delivers from {@code id} on until there is no room, and returns the first without. */
  private long overflowFrom(long id) {
    return LongStream.iterate(id, next -> next + 1)
        .filter(next -> fire(next) == Effect.OVERFLOWED)
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> ids(List<ServerMessage> messages) {
    return messages.stream().map(message -> ((Notification) message).id()).toList();
  }

  @Test
  void ignoresDuplicates() {
    assertThat(fire(10)).isEqualTo(Effect.NONE);
    assertThat(fire(11)).isEqualTo(Effect.DUE);
    assertThat(fire(11)).isEqualTo(Effect.NONE);
    assertThat(ids(outbox.take())).containsExactly(11L);
    assertThat(outbox.lastSent()).isEqualTo(11);
  }

  @Test
  void leavesOverflowToTheTable() {
    long last = overflowFrom(11);
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(outbox.isBehind()).isTrue();
    assertThat(fire(last + 1)).isEqualTo(Effect.DUE);
    assertThat(outbox.catchUp()).isEqualTo(new WriterTask.CatchUp(10, last + 1));
  }

  @Test
  void returnsToTheMailboxOnceCaughtUp() {
    long last = overflowFrom(11);
    assertThat(ids(outbox.caughtUp(List.of(missed(11, FIRST)), last, false))).containsExactly(11L);
    assertThat(outbox.lastSent()).isEqualTo(11);
    assertThat(outbox.catchUp()).isEqualTo(new WriterTask.CatchUp(11, last));
    assertThat(ids(outbox.caughtUp(List.of(missed(last, FIRST)), last, true)))
        .containsExactly(last);
    assertThat(outbox.catchUp()).isNull();
    assertThat(fire(last + 1)).isEqualTo(Effect.DUE);
    assertThat(ids(outbox.take())).containsExactly(last + 1);
  }

  @Test
  void fallsBehindDuringACommandAndKeepsActivations() {
    outbox.beginCommand();
    assertThat(outbox.deliver(activation(SECOND))).isEqualTo(Effect.NONE);
    long last = overflowFrom(11);
    assertThat(last).isEqualTo(74);
    assertThat(outbox.catchUp()).isNull();
    assertThat(outbox.isBehind()).isTrue();
    outbox.add(SECOND);
    outbox.send(ANSWER);
    assertThat(outbox.endCommand()).isEqualTo(Outbox.Effect.NONE);
    assertThat(outbox.take()).containsExactly(ANSWER, SECOND.active(activation(SECOND)));
    assertThat(outbox.catchUp()).isEqualTo(new WriterTask.CatchUp(10, last));
  }

  @Test
  void overflowsWithDeferredEvents() {
    LongStream.iterate(11, id -> !outbox.isFull(), id -> id + 1).forEach(this::fire);
    outbox.beginCommand();
    assertThat(fire(10_000)).isEqualTo(Effect.NONE);
    assertThat(outbox.endCommand()).isEqualTo(Outbox.Effect.OVERFLOWED);
    assertThat(outbox.catchUp()).isEqualTo(new WriterTask.CatchUp(10, 10_000));
  }

  @Test
  void stopsCatchingUpAtAnUnconfirmedSubscription() {
    outbox.beginBehind(10);
    outbox.resume(List.of(FIRST), 7, 13, ANSWER);
    outbox.take();
    assertThat(outbox.catchUp()).isEqualTo(new WriterTask.CatchUp(10, 13));
    outbox.beginCommand();
    List<MissedNotification> rows =
        List.of(missed(11, FIRST), missed(12, SECOND), missed(13, FIRST));
    assertThat(ids(outbox.caughtUp(rows, 13, true))).containsExactly(11L);
    outbox.add(SECOND);
    outbox.endCommand();
    assertThat(outbox.catchUp()).isEqualTo(new WriterTask.CatchUp(11, 13));
  }

  @Test
  void discardsRowsReadBeforeAnUnsubscribe() {
    long last = overflowFrom(11);
    outbox.catchUp();
    outbox.remove(FIRST.id());
    assertThat(outbox.caughtUp(List.of(missed(last, FIRST)), last, true)).isEmpty();
    assertThat(outbox.catchUp()).isEqualTo(new WriterTask.CatchUp(10, last));
    assertThat(outbox.caughtUp(List.of(missed(last, FIRST)), last, true)).isEmpty();
    assertThat(outbox.catchUp()).isNull();
    assertThat(outbox.isBehind()).isFalse();
    assertThat(outbox.lastSent()).isEqualTo(10);
  }

  @Test
  void isCaughtUpOnlyWhenEverythingIsSent() {
    assertThat(outbox.sentUpTo(100)).isEqualTo(100);
    fire(101);
    assertThat(outbox.sentUpTo(101)).isEqualTo(10);
    outbox.take();
    assertThat(outbox.sentUpTo(102)).isEqualTo(102);
    outbox.beginCommand();
    assertThat(outbox.sentUpTo(103)).isEqualTo(101);
    outbox.endCommand();
    outbox.beginBehind(50);
    assertThat(outbox.sentUpTo(104)).isEqualTo(50);
  }

  @Test
  void keepsRepliesButDropsNotificationsWhenClosed() {
    fire(11);
    outbox.send(ANSWER);
    outbox.close();
    assertThat(outbox.send(new Pong(new Echo("late", List.of())))).isEqualTo(Effect.NONE);
    assertThat(fire(12)).isEqualTo(Effect.NONE);
    assertThat(outbox.beginCommand()).isFalse();
    assertThat(outbox.take()).containsExactly(ANSWER);
  }

  @Test
  void sendsNotificationsOfFinishedSubscriptionsAfterResume() {
    outbox.beginBehind(10);
    outbox.resume(List.of(FIRST), SECOND.id(), 12, ANSWER);
    outbox.take();
    outbox.catchUp();
    TrackedSubscription later =
        new TrackedSubscription(
            9, 1, 1, "ethusdt", Rows.ABOVE_ONE, true, 0, null, null, Phase.RUNNING);
    List<MissedNotification> rows = List.of(missed(11, SECOND), missed(12, later));
    assertThat(ids(outbox.caughtUp(rows, 12, true))).containsExactly(11L);
  }

  @Test
  void forgetsFinishedSubscriptionsAfterDelivery() {
    TrackedSubscription once =
        new TrackedSubscription(
            9, 1, 1, "ethusdt", Rows.ABOVE_ONE, true, 1_000, null, null, Phase.RUNNING);
    outbox.add(once);
    assertThat(outbox.subscriptions().possiblyFinished(999)).isEmpty();
    assertThat(outbox.subscriptions().possiblyFinished(1_000)).containsExactly(9L);
    outbox.deliver(row(11, once));
    assertThat(outbox.subscriptions().possiblyFinished(0)).containsExactly(9L);
    outbox.finish(List.of(finished(9)));
    assertThat(outbox.subscriptions().contains(9)).isTrue();
    outbox.take();
    outbox.finish(List.of(finished(9)));
    assertThat(outbox.subscriptions().contains(9)).isFalse();
    assertThat(outbox.subscriptions().possiblyFinished(Long.MAX_VALUE - 1)).isEmpty();
  }

  @Test
  void sendsWhatAnExpiredSubscriptionFiredBefore() {
    outbox.finish(List.of(changed(FIRST.id(), SubscriptionStatus.FINISHED, "expired")));
    outbox.take();
    assertThat(outbox.subscriptions().count()).isZero();
    assertThat(fire(11)).isEqualTo(Effect.DUE);
    assertThat(outbox.take()).hasSize(1);
    outbox.remove(FIRST.id());
    assertThat(fire(12)).isEqualTo(Effect.NONE);
  }

  @Test
  void remembersOnlySoManyExpiredSubscriptions() {
    for (long id = 100; id < 2_100; id++) {
      outbox.add(Rows.subscription(id, "btcusdt"));
      outbox.finish(List.of(changed(id, SubscriptionStatus.FINISHED, "expired")));
      outbox.take();
    }
    assertThat(outbox.subscriptions().contains(1_099)).isFalse();
    assertThat(outbox.subscriptions().contains(1_100)).isTrue();
  }

  @Test
  void sendsNothingOfWhatItsOwnerHasPaused() {
    outbox.deliver(changed(FIRST.id(), SubscriptionStatus.PAUSED, null));
    outbox.take();
    assertThat(fire(11)).isEqualTo(Effect.NONE);
    assertThat(outbox.deliver(activation(FIRST))).isEqualTo(Effect.NONE);
  }

  @Test
  void sendsWhatFiredBeforeItExceededItsBudget() {
    outbox.deliver(changed(FIRST.id(), SubscriptionStatus.PAUSED, "limit_exceeded"));
    outbox.take();
    assertThat(fire(11)).isEqualTo(Effect.DUE);
  }

  @Test
  void sendsWhatFiredBeforeAPauseThatTheClientDidNotSee() {
    outbox.beginBehind(10);
    TrackedSubscription paused =
        TrackedSubscription.of(state(FIRST.id(), SubscriptionStatus.PAUSED, null));
    outbox.resume(List.of(paused), SECOND.id(), 12, ANSWER);
    outbox.take();
    outbox.deliver(changed(FIRST.id(), SubscriptionStatus.PAUSED, null));
    outbox.catchUp();
    assertThat(ids(outbox.caughtUp(List.of(missed(11, FIRST)), 12, true))).containsExactly(11L);
  }

  @Test
  void sendsNoActiveOfAnEarlierBaseline() {
    outbox.add(TrackedSubscription.of(state(FIRST.id(), 2, 2, SubscriptionStatus.PENDING, null)));
    assertThat(outbox.deliver(activation(FIRST))).isEqualTo(Effect.NONE);
    outbox.add(TrackedSubscription.of(state(FIRST.id(), 3, 1, SubscriptionStatus.PENDING, null)));
    assertThat(outbox.deliver(activation(FIRST))).isEqualTo(Effect.DUE);
  }

  @Test
  void keepsFinishedSubscriptionsWithUndeliveredRows() {
    overflowFrom(11);
    outbox.finish(List.of(finished(FIRST.id())));
    assertThat(outbox.subscriptions().contains(FIRST.id())).isTrue();
  }

  @Test
  void dropsDeferredEventsWhenClosed() {
    outbox.beginCommand();
    fire(11);
    outbox.close();
    assertThat(outbox.endCommand()).isEqualTo(Outbox.Effect.NONE);
    assertThat(outbox.isEmpty()).isTrue();
  }
}
