package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import io.coinpanel.webserver.socket.NotificationBacklog.MissedNotification;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One socket's outgoing messages in order. While a command is in progress, events are deferred
 * until its reply; while the client is behind, its notifications come from the table. Once closed,
 * only queued messages are sent. Not safe for threads: its socket guards it.
 */
final class Outbox {

  private static final int BATCH = 64;
  private static final int MAX_DEFERRED = 64;
  private static final int MAX_HELD_BEATS = 1;
  private static final String EXPIRED = "expired";

  private final TrackedSubscriptions subscriptions = new TrackedSubscriptions();
  private final NotificationProgress progress = new NotificationProgress();
  private final CatchUp catchUp = new CatchUp(subscriptions, progress);
  private final Mailbox mailbox = new Mailbox();
  private final List<Event> deferred = new ArrayList<>(0);

  private boolean closed;

  /** A command is in progress; its reply must precede events of what it changes. */
  private boolean commandPending;

  /** Notifications wait in the table for a client that may be about to resume. */
  private boolean held;

  private int beats;

  /** Result of queueing an event. */
  enum Effect {
    /** Nothing to write yet. */
    NONE,
    /** A write is due. */
    DUE,
    /** The mailbox overflowed: the client is behind now. */
    OVERFLOWED
  }

  /** Every notification up to {@code cursor} was sent or belongs to others. */
  void begin(long cursor) {
    progress.begin(cursor);
  }

  /** Like {@link #begin}, and later ones are first read from the table. */
  void beginBehind(long cursor) {
    progress.begin(cursor);
    progress.fallBehind();
  }

  /** Continues after a notification that was received before. */
  void rewind(long id) {
    mailbox.dropNotifications();
    progress.rewind(id);
  }

  /** Leaves notifications in the table until {@link #release}. */
  void hold() {
    held = true;
    progress.fallBehind();
  }

  /** Once a second; a client that does nothing does not resume. */
  void beat() {
    if (held && ++beats > MAX_HELD_BEATS) {
      release();
    }
  }

  /** The client begins with what comes after its cursor. */
  void release() {
    held = false;
  }

  /**
   * Sets the resumed subscriptions and queues the reply, even if closed.
   *
   * @param live all that may still fire
   * @param lastSubscription others up to this id may have notifications in the table
   * @param routed later notifications are routed here
   */
  void resume(
      Collection<TrackedSubscription> live,
      long lastSubscription,
      long routed,
      ServerMessage answer) {
    live.forEach(one -> subscriptions.add(one.audible()));
    catchUp.resumedUpTo(lastSubscription);
    progress.receivedUpTo(routed);
    mailbox.add(answer);
  }

  /** To be changed here only, and read by the socket. */
  TrackedSubscriptions subscriptions() {
    return subscriptions;
  }

  /** Tracks a subscription as the client is about to see it. */
  void add(TrackedSubscription subscription) {
    replace(subscription);
  }

  /** Sends no further events of the subscription, including ones being read from the table. */
  void remove(long subscriptionId) {
    subscriptions.remove(subscriptionId);
    catchUp.invalidate();
  }

  /** Sends that subscriptions are finished, unless notifications of theirs may still be sent. */
  Effect finish(List<Event.Changed> finished) {
    if (!isLevel()) {
      return Effect.NONE;
    }
    finished.forEach(this::pushChanged);
    finished.forEach(this::retire);
    return Effect.DUE;
  }

  private void retire(Event.Changed finished) {
    SubscriptionState state = finished.state();
    if (state != null && EXPIRED.equals(state.reason())) {
      subscriptions.expire(finished.subscriptionId());
    } else {
      subscriptions.remove(finished.subscriptionId());
    }
  }

  /** Whether everything that was received is sent. */
  private boolean isLevel() {
    return !progress.isBehind() && !commandPending && mailbox.isEmpty();
  }

  /** Defers events until {@link #endCommand}; returns false if closed. */
  boolean beginCommand() {
    commandPending = !closed;
    return commandPending;
  }

  boolean isCommandPending() {
    return commandPending;
  }

  /** Sends deferred events. */
  Effect endCommand() {
    commandPending = false;
    List<Event> waiting = List.copyOf(deferred);
    deferred.clear();
    Effect effect = Effect.NONE;
    for (Event event : waiting) {
      effect = push(event) == Effect.OVERFLOWED ? Effect.OVERFLOWED : effect;
    }
    return effect;
  }

  /** Ends a command with the end of subscriptions, after what came meanwhile. */
  Effect unsubscribe(List<Long> ended, Echo echo) {
    // That they have ended is what the replies say.
    deferred.removeIf(event -> event instanceof Event.Changed changed && isEnd(changed, ended));
    Effect effect = endCommand();
    ended.forEach(id -> end(id, echo));
    return effect;
  }

  /** Sends that a subscription has ended, unless the client knows. */
  Effect forget(long id) {
    return subscriptions.find(id) == null ? Effect.NONE : end(id, Echo.NONE);
  }

  private Effect end(long id, Echo echo) {
    remove(id);
    return send(new ServerMessage.Unsubscribed(echo, id));
  }

  private static boolean isEnd(Event.Changed changed, List<Long> ended) {
    return changed.state() == null && ended.contains(changed.subscriptionId());
  }

  /** Accepts a routed event; events arrive in order, duplicates are ignored. */
  Effect deliver(Event event) {
    if (event instanceof Notified notified) {
      if (!progress.receive(notified.id())) {
        return Effect.NONE;
      }
      if (progress.isBehind()) {
        return Effect.DUE;
      }
    }
    return commandPending ? defer(event) : push(event);
  }

  private Effect defer(Event event) {
    deferred.add(event);
    return deferred.size() > MAX_DEFERRED && event instanceof Notified ? fallBehind() : Effect.NONE;
  }

  private Effect push(Event event) {
    return switch (event) {
      case Activated activated -> pushActivated(activated);
      case Notified notified -> pushNotified(notified);
      case Event.Changed changed -> pushChanged(changed);
      case Event.SeenUpTo seen -> send(new ServerMessage.Seen(seen.notificationId()));
      case Event.CredentialsChanged _ -> Effect.NONE;
    };
  }

  private Effect pushActivated(Activated activated) {
    TrackedSubscription subscription = subscriptions.find(activated.subscriptionId());
    return subscription == null || subscription.isOutOfDate(activated)
        ? Effect.NONE
        : send(subscription.active(activated));
  }

  private Effect pushNotified(Notified notified) {
    TrackedSubscription subscription = subscriptions.find(notified.subscriptionId());
    if (subscription == null || subscription.isSilent()) {
      return Effect.NONE;
    }
    if (subscription.revision() != notified.revision()) {
      // The table has the terms of an earlier revision.
      return progress.isBehind() ? Effect.NONE : fallBehind();
    }
    subscriptions.fired(subscription);
    return push(subscription.notification(notified));
  }

  /** A change that was made elsewhere, or one of this socket that its client knows already. */
  private Effect pushChanged(Event.Changed changed) {
    SubscriptionState state = changed.state();
    TrackedSubscription known = subscriptions.find(changed.subscriptionId());
    if (state == null) {
      return forget(changed.subscriptionId());
    }
    TrackedSubscription now = TrackedSubscription.of(state);
    if (known == null) {
      if (now.phase() == TrackedSubscription.Phase.FINISHED) {
        return Effect.NONE;
      }
      subscriptions.add(now);
      return send(new ServerMessage.Subscribed(Echo.NONE, true, state));
    }
    if (known.isKnown(state)) {
      return Effect.NONE;
    }
    replace(now);
    return send(new ServerMessage.Updated(Echo.NONE, state));
  }

  /** Rows that are being read may be of a revision that the client is not to see any more. */
  private void replace(TrackedSubscription now) {
    subscriptions.add(now);
    if (now.isSilent()) {
      catchUp.invalidate();
    }
  }

  private Effect push(Notification notification) {
    if (progress.isBehind()) {
      return Effect.NONE;
    }
    return mailbox.isFull() ? fallBehind() : send(notification);
  }

  private Effect fallBehind() {
    progress.fallBehind();
    mailbox.dropNotifications();
    deferred.removeIf(Notified.class::isInstance);
    return Effect.OVERFLOWED;
  }

  /** Queues a message even if full, unless closed. */
  Effect send(ServerMessage message) {
    if (closed) {
      return Effect.NONE;
    }
    mailbox.add(message);
    return Effect.DUE;
  }

  boolean isEmpty() {
    return mailbox.isEmpty();
  }

  boolean isFull() {
    return mailbox.isFull();
  }

  int size() {
    return mailbox.size();
  }

  boolean isBehind() {
    return progress.isBehind();
  }

  /** The next messages to write; counted as sent. */
  List<ServerMessage> take() {
    List<ServerMessage> messages = mailbox.take(BATCH);
    for (ServerMessage message : messages) {
      if (message instanceof Notification notification) {
        progress.send(notification.id());
      }
    }
    return messages;
  }

  /** The next range to read from the table; if null, the client has caught up. */
  WriterTask.@Nullable CatchUp catchUp() {
    // While a command is in progress, the end of the catch-up may be unknown.
    return commandPending || held ? null : catchUp.next();
  }

  /** {@link CatchUp#messages}. */
  List<ServerMessage> caughtUp(List<MissedNotification> rows, long upTo, boolean complete) {
    return catchUp.messages(rows, upTo, complete, commandPending);
  }

  /**
   * The notification up to which everything was sent.
   *
   * @param routed every notification up to here had been routed to its socket
   */
  long sentUpTo(long routed) {
    return isLevel() ? Math.max(progress.sent(), routed) : progress.sent();
  }

  /** The last notification sent, or the start cursor. */
  long lastSent() {
    return progress.lastSent();
  }

  boolean isClosed() {
    return closed;
  }

  /** Accepts nothing more; keeps queued messages except notifications, which are in the table. */
  void close() {
    closed = true;
    progress.catchUp();
    mailbox.dropNotifications();
  }

  /** The socket is gone: drops everything. */
  void clear() {
    closed = true;
    mailbox.clear();
    deferred.clear();
    subscriptions.clear();
  }
}
