package io.coinpanel.webserver.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import io.coinpanel.webserver.connection.Backlog.Missed;
import io.coinpanel.webserver.connection.Event.Activated;
import io.coinpanel.webserver.connection.Event.Notified;
import io.coinpanel.webserver.connection.Outbox.Effect;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import io.coinpanel.webserver.protocol.ServerMessage.Pong;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final long ME = 5;
  private static final HeldSubscription FIRST =
      new HeldSubscription(7, "btcusdt", Condition.ABOVE, Price.ONE, false, HeldSubscription.NEVER);
  private static final HeldSubscription SECOND =
      new HeldSubscription(8, "ethusdt", Condition.ABOVE, Price.ONE, false, HeldSubscription.NEVER);
  private static final ServerMessage ANSWER = new Pong(new Echo("answer", List.of()));

  private final Outbox outbox = new Outbox();

  @BeforeEach
  void begin() {
    outbox.begin(10);
    outbox.add(FIRST);
  }

  private static Notified row(long id, HeldSubscription subscription) {
    return new Notified(
        id, subscription.id(), ME, id, 3, 1, Instant.EPOCH, Instant.EPOCH, Source.LIVE);
  }

  private static Missed missed(long id, HeldSubscription subscription) {
    return new Missed(row(id, subscription), subscription);
  }

  private static Activated activation(HeldSubscription subscription) {
    return new Activated(1, subscription.id(), ME, null);
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
  void ignoresWhatItKnows() {
    assertThat(fire(10)).isEqualTo(Effect.NONE);
    assertThat(fire(11)).isEqualTo(Effect.DUE);
    assertThat(fire(11)).isEqualTo(Effect.NONE);
    assertThat(ids(outbox.take())).containsExactly(11L);
    assertThat(outbox.told()).isEqualTo(11);
  }

  @Test
  void leavesToTheTableWhatFindsNoRoom() {
    long last = overflowFrom(11);
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(outbox.isBehind()).isTrue();
    assertThat(fire(last + 1)).isEqualTo(Effect.DUE);
    assertThat(outbox.catchUp()).isEqualTo(new Work.CatchUp(10, last + 1));
  }

  @Test
  void goesOnFromTheMailboxOnceNothingIsMissing() {
    long last = overflowFrom(11);
    assertThat(ids(outbox.caughtUp(List.of(missed(11, FIRST)), last, false))).containsExactly(11L);
    assertThat(outbox.told()).isEqualTo(11);
    assertThat(outbox.catchUp()).isEqualTo(new Work.CatchUp(11, last));
    assertThat(ids(outbox.caughtUp(List.of(missed(last, FIRST)), last, true)))
        .containsExactly(last);
    assertThat(outbox.catchUp()).isNull();
    assertThat(fire(last + 1)).isEqualTo(Effect.DUE);
    assertThat(ids(outbox.take())).containsExactly(last + 1);
  }

  @Test
  void fallsBehindWhileItIsHeldAndKeepsTheActivationsThatWait() {
    outbox.hold();
    assertThat(outbox.deliver(activation(SECOND))).isEqualTo(Effect.NONE);
    long last = overflowFrom(11);
    assertThat(last).isEqualTo(74);
    assertThat(outbox.catchUp()).isNull();
    assertThat(outbox.isBehind()).isTrue();
    outbox.add(SECOND);
    outbox.say(ANSWER);
    assertThat(outbox.release()).isFalse();
    assertThat(outbox.take()).containsExactly(ANSWER, SECOND.active(activation(SECOND)));
    assertThat(outbox.catchUp()).isEqualTo(new Work.CatchUp(10, last));
  }

  @Test
  void overflowsWithTheEventsThatHaveWaitedForTheAnswer() {
    LongStream.iterate(11, id -> !outbox.isFull(), id -> id + 1).forEach(this::fire);
    outbox.hold();
    assertThat(fire(10_000)).isEqualTo(Effect.NONE);
    assertThat(outbox.release()).isTrue();
    assertThat(outbox.catchUp()).isEqualTo(new Work.CatchUp(10, 10_000));
  }

  @Test
  void stopsCatchingUpWhereASubscriptionIsAboutToBeTold() {
    outbox.beginBehind(10);
    outbox.resume(List.of(FIRST), 7, 13, ANSWER);
    outbox.take();
    assertThat(outbox.catchUp()).isEqualTo(new Work.CatchUp(10, 13));
    outbox.hold();
    List<Missed> rows = List.of(missed(11, FIRST), missed(12, SECOND), missed(13, FIRST));
    assertThat(ids(outbox.caughtUp(rows, 13, true))).containsExactly(11L);
    outbox.add(SECOND);
    outbox.release();
    assertThat(outbox.catchUp()).isEqualTo(new Work.CatchUp(11, 13));
  }

  @Test
  void makesNothingOfRowsThatAnUnsubscriptionHasOvertaken() {
    long last = overflowFrom(11);
    outbox.catchUp();
    outbox.remove(FIRST.id());
    assertThat(outbox.caughtUp(List.of(missed(last, FIRST)), last, true)).isEmpty();
    assertThat(outbox.catchUp()).isEqualTo(new Work.CatchUp(10, last));
    assertThat(outbox.caughtUp(List.of(missed(last, FIRST)), last, true)).isEmpty();
    assertThat(outbox.catchUp()).isNull();
    assertThat(outbox.isBehind()).isFalse();
    assertThat(outbox.told()).isEqualTo(10);
  }

  @Test
  void isLevelWithDeliveryOnlyWhileNothingIsLeftToBeTold() {
    assertThat(outbox.level(100)).isEqualTo(100);
    fire(101);
    assertThat(outbox.level(101)).isEqualTo(10);
    outbox.take();
    assertThat(outbox.level(102)).isEqualTo(102);
    outbox.hold();
    assertThat(outbox.level(103)).isEqualTo(101);
    outbox.release();
    outbox.beginBehind(50);
    assertThat(outbox.level(104)).isEqualTo(50);
  }

  @Test
  void keepsAnswersButNoNotificationsWhenItIsShut() {
    fire(11);
    outbox.say(ANSWER);
    outbox.shut();
    assertThat(outbox.say(new Pong(new Echo("late", List.of())))).isEqualTo(Effect.NONE);
    assertThat(fire(12)).isEqualTo(Effect.NONE);
    assertThat(outbox.hold()).isFalse();
    assertThat(outbox.take()).containsExactly(ANSWER);
  }

  @Test
  void tellsFromTheTableWhatHadFinishedBeforeItWasResumed() {
    outbox.beginBehind(10);
    outbox.resume(List.of(FIRST), SECOND.id(), 12, ANSWER);
    outbox.take();
    outbox.catchUp();
    HeldSubscription later =
        new HeldSubscription(9, "ethusdt", Condition.ABOVE, Price.ONE, true, 0);
    List<Missed> rows = List.of(missed(11, SECOND), missed(12, later));
    assertThat(ids(outbox.caughtUp(rows, 12, true))).containsExactly(11L);
  }

  @Test
  void forgetsWhatIsFinishedOnceAllIsTold() {
    HeldSubscription once =
        new HeldSubscription(9, "ethusdt", Condition.ABOVE, Price.ONE, true, 1_000);
    outbox.add(once);
    assertThat(outbox.perhapsFinished(999)).isEmpty();
    assertThat(outbox.perhapsFinished(1_000)).containsExactly(9L);
    outbox.deliver(row(11, once));
    assertThat(outbox.perhapsFinished(0)).containsExactly(9L);
    outbox.forget(List.of(9L));
    assertThat(outbox.contains(9)).isTrue();
    outbox.take();
    outbox.forget(List.of(9L));
    assertThat(outbox.contains(9)).isFalse();
    assertThat(outbox.perhapsFinished(Long.MAX_VALUE - 1)).isEmpty();
  }

  @Test
  void forgetsNothingThatTheTableStillHasToTell() {
    overflowFrom(11);
    outbox.forget(List.of(FIRST.id()));
    assertThat(outbox.contains(FIRST.id())).isTrue();
  }

  @Test
  void tellsNothingThatHasWaitedWhenItIsShutMeanwhile() {
    outbox.hold();
    fire(11);
    outbox.shut();
    assertThat(outbox.release()).isFalse();
    assertThat(outbox.isEmpty()).isTrue();
  }
}
