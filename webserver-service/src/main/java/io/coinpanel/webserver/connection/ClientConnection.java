package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.connection.Event.Activated;
import io.coinpanel.webserver.connection.Event.Notified;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One client that is connected: its subscriptions, what it is still to be told, and how far it has
 * been told. Its lock is what puts answers and events into one order, so that no event comes before
 * {@code subscribed} or after {@code unsubscribed}.
 *
 * <p>Every mutable field is guarded by the connection's monitor. Three threads meet here: the
 * reading one with answers, delivery with events, and the connection's writer, which is alive only
 * while there is something to write.
 */
public final class ClientConnection {

  private static final int BATCH = 64;
  private static final int EARLY = 64;

  private final Wire wire;
  private final Writers writers;
  private final Map<Long, HeldSubscription> subscriptions = new HashMap<>(2);
  private final Mailbox mailbox = new Mailbox();
  private final Confirmations confirmations;

  private long id;

  /** A command is under way whose answer must come before the events of what it changes. */
  private boolean holding;

  private final List<Event> early = new ArrayList<>(0);

  /** The mailbox has lost notifications: they are read from the table until nothing is missing. */
  private boolean behind;

  /** A subscription has gone since the table was asked: the client is told of that first. */
  private boolean overtaken;

  /** All of this connection's notifications up to here have been taken by the writer. */
  private long taken;

  /** Delivery has handed over every notification up to here. */
  private long handed;

  private boolean pricesWanted;
  private boolean pingDue;
  private boolean writing;
  private boolean closed;
  private @Nullable CloseReason closing;
  private long closingAt;
  private boolean begun;

  ClientConnection(Wire wire, Writers writers, long now) {
    this.wire = wire;
    this.writers = writers;
    this.confirmations = new Confirmations(now);
  }

  public synchronized long id() {
    return id;
  }

  Wire wire() {
    return wire;
  }

  /** Takes its identity; every notification up to {@code cursor} is somebody else's. */
  public synchronized void open(long id, long cursor) {
    this.id = id;
    taken = cursor;
    handed = cursor;
    confirmations.begin(cursor);
  }

  /**
   * Becomes a connection that was there before: what it missed is read from the table before
   * anything later. Call {@link #hold} before, {@link #resumed} after.
   *
   * @param cursor the last notification that has reached the client
   */
  public synchronized void become(long id, long cursor) {
    this.id = id;
    taken = cursor;
    handed = cursor;
    confirmations.begin(cursor);
    behind = true;
  }

  /** Ends {@link #hold} with the answer to {@code resume}. */
  public synchronized void resumed(
      Collection<HeldSubscription> held, long delivered, ServerMessage answer) {
    held.forEach(subscription -> subscriptions.put(subscription.id(), subscription));
    handed = Math.max(handed, delivered);
    mailbox.add(answer);
    release();
  }

  /**
   * Waits until no command is under way and there is room for an answer. A client that does not
   * read is not listened to.
   */
  public synchronized void awaitTurn() throws InterruptedException {
    while ((holding || mailbox.isFull()) && !closed) {
      wait();
    }
  }

  /** Answers. */
  public synchronized void say(ServerMessage message) {
    if (!closed && closing == null) {
      mailbox.add(message);
      write();
    }
  }

  /**
   * From now on events wait for the answer to the command under way.
   *
   * @return false if the connection is closing: then nothing is to be begun any more
   */
  public synchronized boolean hold() {
    holding = isOpen();
    return holding;
  }

  /** Ends {@link #hold} with a new or known subscription and the answer that says so. */
  public synchronized void subscribed(HeldSubscription subscription, ServerMessage answer) {
    subscriptions.put(subscription.id(), subscription);
    say(answer);
    release();
  }

  /** Whether a command is under way. */
  public synchronized boolean isHeld() {
    return holding;
  }

  /** Waits until no command is under way. */
  public synchronized void awaitRelease() throws InterruptedException {
    while (holding) {
      wait();
    }
  }

  /** Ends {@link #hold} with nothing changed. */
  public synchronized void release() {
    holding = false;
    notifyAll();
    List<Event> waiting = List.copyOf(early);
    early.clear();
    waiting.forEach(this::tell);
    write();
  }

  /** Forgets a subscription and says so: none of its events comes after this. */
  public synchronized void unsubscribed(long subscriptionId, ServerMessage answer) {
    subscriptions.remove(subscriptionId);
    overtaken = true;
    say(answer);
  }

  public synchronized boolean holds(long subscriptionId) {
    return subscriptions.containsKey(subscriptionId);
  }

  public synchronized int subscriptionCount() {
    return subscriptions.size();
  }

  /** The symbols whose prices it wants to be told; empty if it wants none. */
  public synchronized Set<String> wantedPrices() {
    Set<String> symbols = new TreeSet<>();
    if (pricesWanted) {
      subscriptions.values().forEach(subscription -> symbols.add(subscription.symbol()));
    }
    return symbols;
  }

  public synchronized void wantPrices(boolean wanted, ServerMessage answer) {
    pricesWanted = wanted;
    say(answer);
  }

  /** Tells a price, unless there is no room: the next one is as good. */
  public synchronized boolean tellPrice(ServerMessage.LastPrice price) {
    boolean told = pricesWanted && !mailbox.isFull();
    if (told) {
      say(price);
    }
    return told;
  }

  /** Takes an event from delivery; events come in order, and one that is known is ignored. */
  public synchronized void deliver(Event event) {
    if (event instanceof Notified notified) {
      if (notified.id() <= handed) {
        return;
      }
      handed = notified.id();
      if (behind) {
        write();
        return;
      }
    }
    if (holding) {
      early.add(event);
      if (early.size() > EARLY && event instanceof Notified) {
        fallBehind();
      }
    } else {
      tell(event);
    }
  }

  private void tell(Event event) {
    HeldSubscription subscription = subscriptions.get(event.subscriptionId());
    if (subscription == null || closed) {
      return;
    }
    switch (event) {
      case Activated activated -> say(subscription.active(activated));
      case Notified notified -> tell(subscription.notification(notified));
    }
  }

  private void tell(Notification notification) {
    if (behind) {
      return;
    }
    if (mailbox.isFull()) {
      fallBehind();
    } else {
      say(notification);
    }
  }

  private void fallBehind() {
    behind = true;
    mailbox.dropNotifications();
    early.removeIf(Notified.class::isInstance);
    writers.overflowed();
    notifyAll();
  }

  private void write() {
    if (!writing && !closed) {
      writing = true;
      writers.start(this);
    }
  }

  /**
   * The writer's next piece of work.
   *
   * @param delivered every notification up to here was handed to its connection before this call
   */
  synchronized Work next(long now, long delivered) {
    if (closed) {
      return rest();
    }
    // What is dropped at closing would seem to have been told before a ping.
    if (pingDue && closing == null) {
      pingDue = false;
      boolean level = !behind && !holding && mailbox.isEmpty();
      return new Work.Ping(confirmations.ping(now, level ? Math.max(taken, delivered) : taken));
    }
    if (!mailbox.isEmpty()) {
      return say();
    }
    if (closing != null) {
      return new Work.Close(closing);
    }
    // While it is held, how far it has to catch up may not be known yet.
    if (behind && !holding) {
      if (taken < handed) {
        overtaken = false;
        return new Work.CatchUp(taken, handed);
      }
      behind = false;
    }
    return rest();
  }

  private Work say() {
    List<ServerMessage> messages = mailbox.take(BATCH);
    for (ServerMessage message : messages) {
      if (message instanceof Notification notification) {
        taken = notification.id();
        confirmations.say(taken);
      }
    }
    notifyAll();
    return new Work.Say(messages);
  }

  private Work rest() {
    writing = false;
    return new Work.Rest();
  }

  /**
   * Makes messages of rows from the table. Stops early where a row's subscription may be just about
   * to be told, and makes none where one has just been unsubscribed: the rest is read again after
   * that was said.
   *
   * @param complete whether the table has no more up to {@code upTo}
   */
  synchronized List<ServerMessage> caughtUp(List<Notified> rows, long upTo, boolean complete) {
    List<ServerMessage> messages = new ArrayList<>(rows.size());
    if (overtaken) {
      return messages;
    }
    for (Notified row : rows) {
      HeldSubscription subscription = subscriptions.get(row.subscriptionId());
      if (subscription != null) {
        messages.add(subscription.notification(row));
        confirmations.say(row.id());
      } else if (holding) {
        return messages;
      }
      taken = row.id();
    }
    if (complete) {
      taken = Math.max(taken, upTo);
    }
    return messages;
  }

  /** The writer could not go on; {@link #beat} starts another. */
  synchronized void stopWriting() {
    writing = false;
  }

  /** Closes after what is already to be said, notifications excepted: the table keeps those. */
  public synchronized void close(CloseReason reason, long now) {
    if (closing == null && !closed) {
      closing = reason;
      closingAt = now;
      behind = false;
      mailbox.dropNotifications();
      write();
      notifyAll();
    }
  }

  /** Ends the socket at once. The client may resume. */
  public void breakOff() {
    wire.abort();
  }

  /** The socket is gone. Returns false if that was known. */
  public synchronized boolean closed() {
    boolean news = !closed;
    closed = true;
    mailbox.clear();
    early.clear();
    subscriptions.clear();
    notifyAll();
    return news;
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /** Whether it still takes commands. */
  public synchronized boolean isOpen() {
    return !closed && closing == null;
  }

  /** Once a second: pings, gives up, and starts a writer that had to stop. */
  synchronized void beat(long now, Patience patience) {
    if (closed) {
      return;
    }
    if (closing != null) {
      if (now - closingAt >= patience.closing().toMillis()) {
        wire.abort();
      }
      return;
    }
    if (confirmations.isLost(now, patience)) {
      close(CloseReason.NO_PONG, now);
    } else if (confirmations.isDue(now, patience)) {
      pingDue = true;
      write();
    } else if (behind) {
      write();
    }
  }

  public synchronized void pong(String payload, long now) {
    confirmations.pong(payload, now);
  }

  /** What has been confirmed and is worth storing. */
  public synchronized OptionalLong newlyConfirmed() {
    return confirmations.news();
  }

  /** Its first command has been carried out: it can no longer be resumed into another. */
  public synchronized void begin() {
    begun = true;
  }

  public synchronized boolean hasBegun() {
    return begun;
  }

  /** The last notification known to have reached the client. */
  public synchronized long confirmed() {
    return confirmations.last();
  }

  synchronized int waiting() {
    return mailbox.size();
  }
}
