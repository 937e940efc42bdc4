package io.coinpanel.webserver.connection;

import io.coinpanel.model.Condition;
import io.coinpanel.webserver.connection.Backlog.Missed;
import io.coinpanel.webserver.connection.Event.Activated;
import io.coinpanel.webserver.connection.Event.Notified;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one client is still to be told, in order, and how far it has been told: its subscriptions,
 * its mailbox, and the table of notifications where the mailbox is too small. Not safe for threads:
 * its connection guards it.
 *
 * <p>While it is behind, no notification is in the mailbox: the table has all that are missing,
 * which are those after {@code taken} up to {@code handed}. While it is held, events wait beside
 * the mailbox for the answer that comes before them. Once it is shut, only what is in it is told.
 */
final class Outbox {

  private static final int BATCH = 64;
  private static final int EARLY = 64;

  private final Map<Long, HeldSubscription> subscriptions = new HashMap<>(2);
  private final Mailbox mailbox = new Mailbox();
  private final List<Event> early = new ArrayList<>(0);

  /** No subscription expires earlier. */
  private long nextExpiry = HeldSubscription.NEVER;

  /** The client was told of all subscriptions up to here when it resumed, finished ones too. */
  private long known;

  private boolean shut;

  /** A command is under way whose answer must come before the events of what it changes. */
  private boolean held;

  /** The mailbox has lost notifications: they are read from the table until nothing is missing. */
  private boolean behind;

  /** A subscription has gone since the table was asked: the client is told of that first. */
  private boolean overtaken;

  /** All of this connection's notifications up to here have been taken by the writer. */
  private long taken;

  /** The last notification that the writer was given to tell. */
  private long told;

  /** Delivery has handed over every notification up to here. */
  private long handed;

  /** What an event has come to. */
  enum Effect {
    /** There is nothing to write for it, or not yet. */
    NONE,
    /** There is something to write. */
    DUE,
    /** There was no room for it: the client is behind now. */
    OVERFLOWED
  }

  /** Every notification up to {@code cursor} has been told or is somebody else's. */
  void begin(long cursor) {
    taken = cursor;
    told = cursor;
    handed = cursor;
  }

  /** Like {@link #begin}, and what comes after is to be read from the table first. */
  void beginBehind(long cursor) {
    begin(cursor);
    behind = true;
  }

  /**
   * What is to be told of from now on, and the answer that says so, which even a shut one takes.
   *
   * @param live all that may still fire
   * @param lastSubscription all others up to here may have notifications in the table
   * @param delivered every notification up to here may be in the table only
   */
  void resume(
      Collection<HeldSubscription> live,
      long lastSubscription,
      long delivered,
      ServerMessage answer) {
    live.forEach(this::add);
    known = lastSubscription;
    handed = Math.max(handed, delivered);
    mailbox.add(answer);
  }

  void add(HeldSubscription subscription) {
    subscriptions.put(subscription.id(), subscription);
    nextExpiry = Math.min(nextExpiry, subscription.expiresAt());
  }

  /** Of those that are remembered, the ones that have fired once and for all or have expired. */
  List<Long> perhapsFinished(long now) {
    List<Long> ids = new ArrayList<>(0);
    if (nextExpiry <= now) {
      nextExpiry = HeldSubscription.NEVER;
      for (HeldSubscription subscription : subscriptions.values()) {
        nextExpiry = Math.min(nextExpiry, subscription.expiresAt());
        if (subscription.expiresAt() <= now) {
          ids.add(subscription.id());
        }
      }
    }
    return ids;
  }

  /**
   * Forgets subscriptions whose last notification was delivered here, unless one may still have to
   * be told or read from the table.
   */
  void forget(Collection<Long> finished) {
    if (!behind && !held && mailbox.isEmpty()) {
      finished.forEach(subscriptions::remove);
    }
  }

  /** From now on no event of the subscription is told, not even one being read from the table. */
  void remove(long subscriptionId) {
    subscriptions.remove(subscriptionId);
    overtaken = true;
  }

  boolean contains(long subscriptionId) {
    return subscriptions.containsKey(subscriptionId);
  }

  int subscriptionCount() {
    return subscriptions.size();
  }

  int countAlike(String symbol, Condition condition, long threshold) {
    int alike = 0;
    for (HeldSubscription one : subscriptions.values()) {
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

  /** Lets events wait until {@link #release}; returns false, and lets none wait, if it is shut. */
  boolean hold() {
    held = !shut;
    return held;
  }

  boolean isHeld() {
    return held;
  }

  /** Tells the events that have waited. Returns whether there was no room for them. */
  boolean release() {
    held = false;
    List<Event> waiting = List.copyOf(early);
    early.clear();
    boolean overflowed = false;
    for (Event event : waiting) {
      overflowed |= tell(event) == Effect.OVERFLOWED;
    }
    return overflowed;
  }

  /** Takes an event from delivery; events come in order, and one that is known is ignored. */
  Effect deliver(Event event) {
    if (event instanceof Notified notified) {
      if (notified.id() <= handed) {
        return Effect.NONE;
      }
      handed = notified.id();
      if (behind) {
        return Effect.DUE;
      }
    }
    return held ? putAside(event) : tell(event);
  }

  private Effect putAside(Event event) {
    early.add(event);
    return early.size() > EARLY && event instanceof Notified ? fallBehind() : Effect.NONE;
  }

  private Effect tell(Event event) {
    HeldSubscription subscription = subscriptions.get(event.subscriptionId());
    if (subscription == null) {
      return Effect.NONE;
    }
    return switch (event) {
      case Activated activated -> say(subscription.active(activated));
      case Notified notified -> tell(notification(subscription, notified));
    };
  }

  private Notification notification(HeldSubscription subscription, Notified notified) {
    if (subscription.once()
        && subscriptions.replace(subscription.id(), subscription.fired()) != null) {
      nextExpiry = Long.MIN_VALUE;
    }
    return subscription.notification(notified);
  }

  private Effect tell(Notification notification) {
    if (behind) {
      return Effect.NONE;
    }
    return mailbox.isFull() ? fallBehind() : say(notification);
  }

  private Effect fallBehind() {
    behind = true;
    mailbox.dropNotifications();
    early.removeIf(Notified.class::isInstance);
    return Effect.OVERFLOWED;
  }

  /** Takes a message whatever its weight, unless it is shut. */
  Effect say(ServerMessage message) {
    if (shut) {
      return Effect.NONE;
    }
    mailbox.add(message);
    return Effect.DUE;
  }

  boolean isEmpty() {
    return mailbox.isEmpty();
  }

  /** Whether there is no room for a message that can be left out or can wait. */
  boolean isFull() {
    return mailbox.isFull();
  }

  int size() {
    return mailbox.size();
  }

  boolean isBehind() {
    return behind;
  }

  /** The next messages to write, which count as told from now on. */
  List<ServerMessage> take() {
    List<ServerMessage> messages = mailbox.take(BATCH);
    for (ServerMessage message : messages) {
      if (message instanceof Notification notification) {
        taken = notification.id();
        told = taken;
      }
    }
    return messages;
  }

  /** What to read from the table now; if nothing is missing there, it is behind no longer. */
  Work.@Nullable CatchUp catchUp() {
    // While it is held, how far it has to catch up may not be known yet.
    if (!behind || held) {
      return null;
    }
    if (taken < handed) {
      overtaken = false;
      return new Work.CatchUp(taken, handed);
    }
    behind = false;
    return null;
  }

  /**
   * Makes messages of rows from the table. Stops early where a row's subscription may be just about
   * to be told, and makes none where one has just been unsubscribed: the rest is read again after
   * that was said.
   *
   * @param complete whether the table has no more up to {@code upTo}
   */
  List<ServerMessage> caughtUp(List<Missed> rows, long upTo, boolean complete) {
    List<ServerMessage> messages = new ArrayList<>(rows.size());
    if (overtaken) {
      return messages;
    }
    for (Missed row : rows) {
      HeldSubscription subscription = row.subscription();
      long id = row.notified().id();
      if (subscription.id() <= known || subscriptions.containsKey(subscription.id())) {
        messages.add(notification(subscription, row.notified()));
        told = id;
      } else if (held) {
        return messages;
      }
      taken = id;
    }
    if (complete) {
      taken = Math.max(taken, upTo);
    }
    return messages;
  }

  /**
   * Up to which notification nothing is left to be told.
   *
   * @param delivered every notification up to here had been handed to its connection
   */
  long level(long delivered) {
    boolean level = !behind && !held && mailbox.isEmpty();
    return level ? Math.max(taken, delivered) : taken;
  }

  /** The last notification that was told, or where it began. */
  long told() {
    return told;
  }

  boolean isShut() {
    return shut;
  }

  /** Takes nothing more, and keeps what it has but for notifications, which the table has too. */
  void shut() {
    shut = true;
    behind = false;
    mailbox.dropNotifications();
  }

  /** Nobody is there any more to be told anything. */
  void clear() {
    shut = true;
    mailbox.clear();
    early.clear();
    subscriptions.clear();
  }
}
