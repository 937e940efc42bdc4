package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.delivery.NotificationHistory.Unsent;
import io.coinpanel.webserver.destination.NextStep.Place;
import io.coinpanel.webserver.destination.NextStep.Rest;
import io.coinpanel.webserver.destination.NextStep.Send;
import io.coinpanel.webserver.destination.NextStep.Store;
import io.coinpanel.webserver.destination.NextStep.Wait;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a destination is sent next: notices, what a person asked for once more, a summary
 * that was begun, then its notifications in order. Used by one thread.
 */
final class Planner {

  /** So many waiting messages are sent one by one, at the pace of the receiver. */
  static final int MOST_WAITING = 3;

  private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

  private final Target target;
  private final Duration pace;
  private final Backlog backlog;

  /** Read and not sent yet. */
  private final Deque<Notification> ahead = new ArrayDeque<>();

  /** Not sent yet. */
  private final Deque<Notice> notices;

  /** What is up to here is in {@link #ahead}, or not for this destination. */
  private long readUpTo;

  /** The last notification that is no longer stored. */
  private long droppedId;

  Planner(Target target, Duration pace, Backlog backlog, List<Notice> notices) {
    this.target = target;
    this.pace = pace;
    this.backlog = backlog;
    this.notices = new ArrayDeque<>(notices);
  }

  /** Everything up to here has been looked at. */
  long readUpTo() {
    return readUpTo;
  }

  /**
   * What is to be done next.
   *
   * @param wanted up to here there may be notifications for it
   */
  NextStep next(DeliveryState state, long wanted, Instant now) throws InterruptedException {
    boolean isIdle =
        state.redelivery() == null && state.summary() == null && !read(state.done(), wanted);
    if (isIdle && notices.isEmpty() && !isDroppedAfter(state.done())) {
      return new Rest();
    }
    QuietHours quietHours = target.quietHours();
    if (quietHours != null && quietHours.contains(now)) {
      return new Wait(quietHours.end(now));
    }
    if (target.mutedUntil() != null && target.mutedUntil().isAfter(now)) {
      return new Wait(target.mutedUntil());
    }
    if (state.nextAttempt() != null && state.nextAttempt().isAfter(now)) {
      return new Wait(state.nextAttempt());
    }
    // Where it fails, notifications show whether it is for the notices.
    if (!notices.isEmpty() && (isIdle || state.failures() == 0)) {
      return notices();
    }
    if (state.redelivery() != null) {
      return redeliver(state, state.redelivery());
    }
    if (state.summary() != null) {
      return summary(state.summary());
    }
    return isIdle ? dropped(state) : notification(state, wanted, now);
  }

  /** Those that wait; to people as one message. */
  private Send notices() {
    List<Notice> next = pace.isPositive() ? List.copyOf(notices) : List.of(notices.getFirst());
    return new Send(new Message.Notices(next), Place.NOTICES, UnaryOperator.identity());
  }

  /** The ones that were tried are not sent any more. */
  void areDone(List<Notice> sent) {
    notices.removeAll(sent);
  }

  private boolean isDroppedAfter(long done) {
    return droppedId > done;
  }

  /** A notice says what is no longer stored. */
  private NextStep dropped(DeliveryState state) {
    return new Store(state.at(droppedId), NoticeChange.dropped(droppedId));
  }

  /** Whether there is a notification after the ones that are done. */
  private boolean read(long done, long wanted) throws InterruptedException {
    readUpTo = Math.max(readUpTo, done);
    while (!ahead.isEmpty() && ahead.getFirst().id() <= done) {
      ahead.removeFirst();
    }
    while (ahead.isEmpty() && readUpTo < wanted) {
      Unsent unsent = backlog.unsent(target, readUpTo, wanted);
      ahead.addAll(unsent.notifications());
      readUpTo = unsent.last();
      droppedId = unsent.droppedId();
    }
    return !ahead.isEmpty();
  }

  private NextStep redeliver(DeliveryState state, Redelivery range) throws InterruptedException {
    Unsent found = backlog.unsent(target, range.nextId() - 1, range.lastId());
    if (found.notifications().isEmpty()) {
      return new Store(state.redelivering(range.after(range.lastId())), NoticeChange.NONE);
    }
    Notification next = found.notifications().getFirst();
    return new Send(
        new Message.Single(next),
        Place.REDELIVERY,
        after -> after.redelivering(range.after(next.id())));
  }

  private NextStep summary(Summary summary) throws InterruptedException {
    Notification newest = backlog.find(target.accountId(), summary.lastId());
    return new Send(
        new Message.Several(summary, newest), Place.HEAD, after -> after.at(summary.lastId()));
  }

  private NextStep notification(DeliveryState state, long wanted, Instant now)
      throws InterruptedException {
    Notification head = ahead.getFirst();
    Summary summary = summaryFrom(head, state, wanted, now);
    if (summary == null && isDroppedAfter(state.done())) {
      return dropped(state);
    }
    if (summary == null) {
      return new Send(new Message.Single(head), Place.HEAD, after -> after.at(head.id()));
    }
    if (summary.count() == 0) {
      // What was read is not for this destination any more.
      ahead.clear();
      readUpTo = state.done();
      return next(state, wanted, now);
    }
    return new Store(state.summarize(summary), NoticeChange.NONE);
  }

  /** The message that the next one is joined in; null if it is sent alone. */
  private @Nullable Summary summaryFrom(
      Notification head, DeliveryState state, long wanted, Instant now)
      throws InterruptedException {
    long done = state.done();
    Duration maxAge = target.maxAge();
    if (maxAge != null && head.createdAt().isBefore(now.minus(maxAge))) {
      return backlog.summarize(target, done, head.id(), wanted, now.minus(maxAge), now);
    }
    if (!state.message().equals(DeliveryState.MessageAttempts.NONE)) {
      // One that has been tried stays what it is, unless it is too old.
      return null;
    }
    QuietHours quietHours = target.quietHours();
    if (quietHours != null && quietHours.contains(head.createdAt())) {
      return several(
          backlog.summarize(
              target, done, head.id(), wanted, quietHours.end(head.createdAt()), now));
    }
    Instant mutedUntil = target.mutedUntil();
    if (mutedUntil != null && head.createdAt().isBefore(mutedUntil)) {
      return several(backlog.summarize(target, done, head.id(), wanted, mutedUntil, now));
    }
    if (pace.isPositive() && ahead.size() > MOST_WAITING) {
      return several(backlog.summarize(target, done, head.id(), wanted, EVER, now));
    }
    return null;
  }

  private static @Nullable Summary several(Summary summary) {
    return summary.count() == 1 ? null : summary;
  }

  /** The message after the next one; null if there is none. */
  @Nullable Send following(DeliveryState state, long wanted) throws InterruptedException {
    if (state.redelivery() != null) {
      return null;
    }
    Summary summary = state.summary();
    Notification found = summary == null ? second(wanted) : firstAfter(summary.lastId(), wanted);
    return found == null
        ? null
        : new Send(new Message.Single(found), Place.FOLLOWING, after -> after.at(found.id()));
  }

  private @Nullable Notification second(long wanted) throws InterruptedException {
    Iterator<Notification> all = ahead.iterator();
    Notification head = all.hasNext() ? all.next() : null;
    if (all.hasNext()) {
      return all.next();
    }
    return head == null ? null : firstAfter(head.id(), wanted);
  }

  private @Nullable Notification firstAfter(long id, long wanted) throws InterruptedException {
    return backlog.unsent(target, id, wanted).notifications().stream().findFirst().orElse(null);
  }
}
