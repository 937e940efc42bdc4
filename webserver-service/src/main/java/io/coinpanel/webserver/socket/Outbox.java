package io.coinpanel.webserver.socket;

import io.coinpanel.model.Condition;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import io.coinpanel.webserver.socket.NotificationBacklog.MissedNotification;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One socket's outgoing messages in order, with send progress: tracked subscriptions, mailbox, and
 * the notification table when the mailbox overflows. Not safe for threads: its connection guards
 * it.
 *
 * <p>While behind, the mailbox holds no notifications; the missing ones, after {@code taken} up to
 * {@code handed}, are in the table. While a command is in progress, events are deferred until its
 * reply. Once closed, only queued messages are sent.
 */
final class Outbox {

  private static final int BATCH = 64;
  private static final int MAX_DEFERRED = 64;

  private final Map<Long, TrackedSubscription> subscriptions = new HashMap<>(2);
  private final Mailbox mailbox = new Mailbox();
  private final List<Event> deferred = new ArrayList<>(0);

  /** No subscription expires earlier. */
  private long nextExpiry = TrackedSubscription.NEVER;

  /** All subscriptions up to this id, including finished ones, were sent with the resume reply. */
  private long lastEventId;

  private boolean closed;

  /** A command is in progress; its reply must precede events of what it changes. */
  private boolean commandPending;

  /** The mailbox dropped notifications; they are read from the table until caught up. */
  private boolean behind;

  /** A subscription was removed since the table was read: its reply is sent first. */
  private boolean rowsInvalidated;

  /** All of this connection's notifications up to this id were queued. */
  private long queuedUpTo;

  /** The last notification passed to the writer. */
  private long sent;

  /** Delivery has routed every notification up to this id. */
  private long receivedUpTo;

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
    queuedUpTo = cursor;
    sent = cursor;
    receivedUpTo = cursor;
  }

  /** Like {@link #begin}, and later ones are first read from the table. */
  void beginBehind(long cursor) {
    begin(cursor);
    behind = true;
  }

  /**
   * Sets the resumed subscriptions and queues the reply, even if closed.
   *
   * @param live all that may still fire
   * @param lastSubscription others up to this id may have notifications in the table
   * @param delivered notifications up to this id may be in the table only
   */
  void resume(
      Collection<TrackedSubscription> live,
      long lastSubscription,
      long delivered,
      ServerMessage answer) {
    live.forEach(this::add);
    lastEventId = lastSubscription;
    receivedUpTo = Math.max(receivedUpTo, delivered);
    mailbox.add(answer);
  }

  void add(TrackedSubscription subscription) {
    subscriptions.put(subscription.id(), subscription);
    nextExpiry = Math.min(nextExpiry, subscription.expiresAt());
  }

  /** Tracked subscriptions that fired once or expired. */
  List<Long> possiblyFinished(long now) {
    List<Long> ids = new ArrayList<>(0);
    if (nextExpiry <= now) {
      nextExpiry = TrackedSubscription.NEVER;
      for (TrackedSubscription subscription : subscriptions.values()) {
        nextExpiry = Math.min(nextExpiry, subscription.expiresAt());
        if (subscription.expiresAt() <= now) {
          ids.add(subscription.id());
        }
      }
    }
    return ids;
  }

  /**
   * Forgets finished subscriptions whose last notification was delivered, unless undelivered
   * notifications remain.
   */
  void forget(Collection<Long> finished) {
    if (!behind && !commandPending && mailbox.isEmpty()) {
      finished.forEach(subscriptions::remove);
    }
  }

  /** Sends no further events of the subscription, including ones being read from the table. */
  void remove(long subscriptionId) {
    subscriptions.remove(subscriptionId);
    rowsInvalidated = true;
  }

  boolean contains(long subscriptionId) {
    return subscriptions.containsKey(subscriptionId);
  }

  int subscriptionCount() {
    return subscriptions.size();
  }

  int countSameCrossing(String symbol, Condition condition, long threshold) {
    int alike = 0;
    for (TrackedSubscription one : subscriptions.values()) {
      if (one.threshold() == threshold
          && one.condition() == condition
          && one.symbol().equals(symbol)) {
        alike++;
      }
    }
    return alike;
  }

  Set<String> symbols() {
    Set<String> symbols = new TreeSet<>();
    subscriptions.values().forEach(subscription -> symbols.add(subscription.symbol()));
    return symbols;
  }

  /** Defers events until {@link #endCommand}; returns false if closed. */
  boolean beginCommand() {
    commandPending = !closed;
    return commandPending;
  }

  boolean isCommandPending() {
    return commandPending;
  }

  /** Sends deferred events. Returns whether the mailbox overflowed. */
  boolean endCommand() {
    commandPending = false;
    List<Event> waiting = List.copyOf(deferred);
    deferred.clear();
    boolean overflowed = false;
    for (Event event : waiting) {
      overflowed |= push(event) == Effect.OVERFLOWED;
    }
    return overflowed;
  }

  /** Accepts an event from delivery; events arrive in order, duplicates are ignored. */
  Effect deliver(Event event) {
    if (event instanceof Notified notified) {
      if (notified.id() <= receivedUpTo) {
        return Effect.NONE;
      }
      receivedUpTo = notified.id();
      if (behind) {
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
    TrackedSubscription subscription = subscriptions.get(event.subscriptionId());
    if (subscription == null) {
      return Effect.NONE;
    }
    return switch (event) {
      case Activated activated -> send(subscription.active(activated));
      case Notified notified -> push(notification(subscription, notified));
    };
  }

  private Notification notification(TrackedSubscription subscription, Notified notified) {
    if (subscription.once()
        && subscriptions.replace(subscription.id(), subscription.fired()) != null) {
      nextExpiry = Long.MIN_VALUE;
    }
    return subscription.notification(notified);
  }

  private Effect push(Notification notification) {
    if (behind) {
      return Effect.NONE;
    }
    return mailbox.isFull() ? fallBehind() : send(notification);
  }

  private Effect fallBehind() {
    behind = true;
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

  /** Whether the mailbox is full. */
  boolean isFull() {
    return mailbox.isFull();
  }

  int size() {
    return mailbox.size();
  }

  boolean isBehind() {
    return behind;
  }

  /** The next messages to write; counted as sent. */
  List<ServerMessage> take() {
    List<ServerMessage> messages = mailbox.take(BATCH);
    for (ServerMessage message : messages) {
      if (message instanceof Notification notification) {
        queuedUpTo = notification.id();
        sent = queuedUpTo;
      }
    }
    return messages;
  }

  /** The next range to read from the table; if empty, it has caught up. */
  WriterTask.@Nullable CatchUp catchUp() {
    // While a command is in progress, the end of the catch-up may be unknown.
    if (!behind || commandPending) {
      return null;
    }
    if (queuedUpTo < receivedUpTo) {
      rowsInvalidated = false;
      return new WriterTask.CatchUp(queuedUpTo, receivedUpTo);
    }
    behind = false;
    return null;
  }

  /**
   * Makes messages of rows from the table. Stops early at a row whose subscription is not confirmed
   * to the client yet, and skips unsubscribed ones; the rest is read again later.
   *
   * @param complete whether the table has no more up to {@code upTo}
   */
  List<ServerMessage> caughtUp(List<MissedNotification> rows, long upTo, boolean complete) {
    List<ServerMessage> messages = new ArrayList<>(rows.size());
    if (rowsInvalidated) {
      return messages;
    }
    for (MissedNotification row : rows) {
      TrackedSubscription subscription = row.subscription();
      long id = row.notified().id();
      if (subscription.id() <= lastEventId || subscriptions.containsKey(subscription.id())) {
        messages.add(notification(subscription, row.notified()));
        sent = id;
      } else if (commandPending) {
        return messages;
      }
      queuedUpTo = id;
    }
    if (complete) {
      queuedUpTo = Math.max(queuedUpTo, upTo);
    }
    return messages;
  }

  /**
   * The notification up to which everything was sent.
   *
   * @param delivered every notification up to here had been handed to its connection
   */
  long caughtUpTo(long delivered) {
    boolean level = !behind && !commandPending && mailbox.isEmpty();
    return level ? Math.max(queuedUpTo, delivered) : queuedUpTo;
  }

  /** The last notification sent, or the start cursor. */
  long sent() {
    return sent;
  }

  boolean isClosed() {
    return closed;
  }

  /** Accepts nothing more; keeps queued messages except notifications, which are in the table. */
  void close() {
    closed = true;
    behind = false;
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
