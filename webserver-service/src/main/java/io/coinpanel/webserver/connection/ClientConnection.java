package io.coinpanel.webserver.connection;

import io.coinpanel.model.Condition;
import io.coinpanel.webserver.connection.Backlog.Missed;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.proxy.ClientAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client that is connected: who it is, whether it is still there, and whether it is being
 * written to. What it is to be told is in its {@link Outbox}. Its lock is what puts answers and
 * events into one order, so that no event comes before {@code subscribed} or after {@code
 * unsubscribed}.
 *
 * <p>Every mutable field, the outbox and the confirmations are guarded by the connection's monitor.
 * Three threads meet here: the reading one with answers, delivery with events, and the connection's
 * writer, which is alive only while there is something to write.
 */
public final class ClientConnection {

  private final Wire wire;
  private final Writers writers;
  private final Outbox outbox = new Outbox();
  private final Confirmations confirmations;

  private long id;
  private Row row = Row.NONE;

  /** What its row is to be; null before it has an identity, and once it is {@link Row#STORED}. */
  private @Nullable NewConnection unstored;

  private @Nullable ClientAddress address;
  private boolean begun;
  private boolean pricesWanted;
  private boolean pingDue;

  /** There is a writer: at work, on its way, or waiting for the network. */
  private boolean writing;

  private @Nullable CloseReason closing;

  /** When the heartbeat first saw it closing. */
  private OptionalLong closingSince = OptionalLong.empty();

  private boolean closed;

  /** Whether the table has this connection. */
  private enum Row {
    NONE,
    /** It is being stored with the first subscription, or whether it was is not known. */
    POSSIBLE,
    STORED
  }

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

  /** Takes its identity. */
  public synchronized void open(NewConnection identity) {
    id = identity.id();
    unstored = identity;
    address = identity.address();
    outbox.begin(identity.cursor());
    confirmations.begin(identity.cursor());
  }

  /** Which address its subscriptions count for; null if that is not known. */
  public synchronized @Nullable ClientAddress address() {
    return address;
  }

  /** What has to be stored before its first subscription; null if the table has it. */
  public synchronized @Nullable NewConnection unstored() {
    return unstored;
  }

  /**
   * From now on the table may have it.
   *
   * @return false if it is not there and must not be stored any more, as the socket has gone
   */
  public synchronized boolean beginStoring() {
    if (row == Row.NONE && !closed) {
      row = Row.POSSIBLE;
    }
    return row != Row.NONE;
  }

  /** Whether the table may have it. */
  public synchronized boolean mayBeStored() {
    return row != Row.NONE;
  }

  /** Whether the table is known to have had it. */
  public synchronized boolean isStored() {
    return row == Row.STORED;
  }

  private void stored() {
    row = Row.STORED;
    unstored = null;
  }

  /**
   * Becomes a connection that was there before: what it missed is read from the table before
   * anything later. Call {@link #hold} before, {@link #resumed} after.
   */
  public synchronized void become(StoredConnection identity) {
    id = identity.id();
    address = identity.address();
    stored();
    outbox.beginBehind(identity.cursor());
    confirmations.begin(identity.cursor());
  }

  /** Ends {@link #hold} with the answer to {@code resume}. */
  public synchronized void resumed(
      Collection<HeldSubscription> live,
      long lastSubscription,
      long delivered,
      ServerMessage answer) {
    outbox.resume(live, lastSubscription, delivered, answer);
    release();
  }

  /**
   * Waits until no command is under way and there is room for an answer. A client that does not
   * read is not listened to.
   */
  public synchronized void awaitTurn() throws InterruptedException {
    while ((outbox.isHeld() || outbox.isFull()) && !closed) {
      wait();
    }
  }

  /** Answers. */
  public synchronized void say(ServerMessage message) {
    heed(outbox.say(message));
  }

  /**
   * From now on events wait for the answer to the command under way.
   *
   * @return false if the connection is closing: then nothing is to be begun any more
   */
  public synchronized boolean hold() {
    return outbox.hold();
  }

  /** Ends {@link #hold} with a new or known subscription and the answer that says so. */
  public synchronized void subscribed(HeldSubscription subscription, ServerMessage answer) {
    stored();
    outbox.add(subscription);
    say(answer);
    release();
  }

  /** Whether a command is under way. */
  public synchronized boolean isHeld() {
    return outbox.isHeld();
  }

  /** Waits until no command is under way. */
  public synchronized void awaitRelease() throws InterruptedException {
    while (outbox.isHeld()) {
      wait();
    }
  }

  /** Ends {@link #hold} with nothing changed. */
  public synchronized void release() {
    if (outbox.release()) {
      writers.overflowed();
    }
    notifyAll();
    write();
  }

  /** Forgets a subscription and says so: none of its events comes after this. */
  public synchronized void unsubscribed(long subscriptionId, ServerMessage answer) {
    outbox.remove(subscriptionId);
    say(answer);
  }

  public synchronized boolean holds(long subscriptionId) {
    return outbox.contains(subscriptionId);
  }

  /** Those that fire no more, or perhaps not, for {@link #forget} once the table confirms it. */
  public synchronized List<Long> perhapsFinished(long now) {
    return outbox.perhapsFinished(now);
  }

  /** Forgets finished ones whose notifications were all delivered here, if all were told. */
  public synchronized void forget(Collection<Long> finished) {
    outbox.forget(finished);
  }

  public synchronized int subscriptionCount() {
    return outbox.subscriptionCount();
  }

  /** How many of its subscriptions are about the same crossing. */
  public synchronized int countAlike(String symbol, Condition condition, long threshold) {
    return outbox.countAlike(symbol, condition, threshold);
  }

  /** The symbols whose prices it wants to be told; empty if it wants none. */
  public synchronized Set<String> wantedPrices() {
    return pricesWanted ? outbox.symbols() : Set.of();
  }

  public synchronized void wantPrices(boolean wanted, ServerMessage answer) {
    pricesWanted = wanted;
    say(answer);
  }

  /** Tells a price, unless there is no room: the next one is as good. */
  public synchronized boolean tellPrice(ServerMessage.LastPrice price) {
    boolean told = pricesWanted && !outbox.isFull();
    if (told) {
      say(price);
    }
    return told;
  }

  /** Takes an event from delivery; events come in order, and one that is known is ignored. */
  public synchronized void deliver(Event event) {
    heed(outbox.deliver(event));
  }

  private void heed(Outbox.Effect effect) {
    switch (effect) {
      case NONE -> {}
      case DUE -> write();
      case OVERFLOWED -> {
        writers.overflowed();
        notifyAll();
      }
    }
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
  synchronized Work next(long delivered) {
    if (closed) {
      return rest();
    }
    // What is dropped at closing would seem to have been told before a ping.
    if (pingDue && closing == null) {
      pingDue = false;
      return new Work.Ping(confirmations.ping(outbox.level(delivered)));
    }
    if (!outbox.isEmpty()) {
      List<ServerMessage> messages = outbox.take();
      notifyAll();
      return new Work.Say(messages);
    }
    if (closing != null) {
      return new Work.Close(closing);
    }
    Work.CatchUp missing = outbox.catchUp();
    return missing == null ? rest() : missing;
  }

  private Work rest() {
    writing = false;
    return new Work.Rest();
  }

  /** {@link Outbox#caughtUp}: makes messages of what {@link Work.CatchUp} asked for. */
  synchronized List<ServerMessage> caughtUp(List<Missed> rows, long upTo, boolean complete) {
    return outbox.caughtUp(rows, upTo, complete);
  }

  /**
   * The table could not be read; {@link #beat} starts another writer, or closing needs none of it.
   */
  synchronized void stopWriting() {
    writing = false;
    if (closing != null) {
      write();
    }
  }

  /** Closes after what is already to be said, notifications excepted: the table keeps those. */
  public synchronized void close(CloseReason reason) {
    if (isOpen()) {
      closing = reason;
      outbox.shut();
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
    outbox.clear();
    notifyAll();
    return news;
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /** Whether it still takes commands. */
  public synchronized boolean isOpen() {
    return !outbox.isShut();
  }

  /** Once a second: pings, gives up, and starts a writer that had to stop. */
  synchronized void beat(long now, Patience patience) {
    if (closed) {
      return;
    }
    if (closing != null) {
      if (closingSince.isEmpty()) {
        closingSince = OptionalLong.of(now);
      }
      if (now - closingSince.getAsLong() >= patience.closing().toMillis()) {
        wire.abort();
      }
      return;
    }
    if (confirmations.isLost(now, patience)) {
      close(CloseReason.NO_PONG);
    } else if (confirmations.isDue(now, patience)) {
      pingDue = true;
      write();
    } else if (outbox.isBehind()) {
      write();
    }
  }

  /** Returns whether the server was waiting for it. */
  public synchronized boolean pong(String payload) {
    return confirmations.pong(payload);
  }

  /** What has been confirmed and is worth storing. */
  public synchronized Optional<Confirmation> newlyConfirmed() {
    if (row != Row.STORED) {
      return Optional.empty();
    }
    OptionalLong news = confirmations.news(outbox.told());
    return news.isPresent()
        ? Optional.of(new Confirmation(id, news.getAsLong()))
        : Optional.empty();
  }

  /**
   * A notification that has reached a client.
   *
   * @param connectionId whose it was when it was confirmed
   */
  public record Confirmation(long connectionId, long notificationId) {}

  /** Its id in the table, unless it is not there or a command is under way that may change it. */
  public synchronized OptionalLong settledId() {
    return outbox.isHeld() || row == Row.NONE ? OptionalLong.empty() : OptionalLong.of(id);
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
    return outbox.size();
  }
}
