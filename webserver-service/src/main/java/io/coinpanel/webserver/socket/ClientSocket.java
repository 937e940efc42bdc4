package io.coinpanel.webserver.socket;

import io.coinpanel.model.Condition;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.NotificationBacklog.MissedNotification;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client's socket: identity, liveness, and writer state. Outgoing messages are in its {@link
 * Outbox}. Its lock orders replies and events, so no event precedes {@code subscribed} or follows
 * {@code unsubscribed}.
 *
 * <p>Every mutable field, the outbox and the confirmations are guarded by the connection's monitor.
 * Used by three threads: the reader (replies), delivery (events), and the writer, which runs only
 * while there is something to write.
 */
public final class ClientSocket {

  private final Transport transport;
  private final Writers writers;
  private final Outbox outbox = new Outbox();
  private final Acknowledgements acknowledgements;

  private long id;
  private RowState rowState = RowState.NONE;

  /**
   * What its row is to be; null before it has an identity, and once it is {@link RowState#STORED}.
   */
  private @Nullable NewConnection unstored;

  private @Nullable ClientAddress address;
  private boolean begun;
  private boolean pricesEnabled;
  private boolean pingDue;

  /** There is a writer: at work, on its way, or waiting for the network. */
  private boolean writing;

  private @Nullable CloseReason closing;

  /** When the heartbeat first saw it closing. */
  private OptionalLong closingSince = OptionalLong.empty();

  private boolean closed;

  /** Whether the table has this connection. */
  private enum RowState {
    NONE,
    /** It is being stored with the first subscription, or whether it was is not known. */
    POSSIBLE,
    STORED
  }

  ClientSocket(Transport transport, Writers writers, long now) {
    this.transport = transport;
    this.writers = writers;
    this.acknowledgements = new Acknowledgements(now);
  }

  public synchronized long id() {
    return id;
  }

  Transport wire() {
    return transport;
  }

  /** Sets its identity. */
  public synchronized void open(NewConnection identity) {
    id = identity.id();
    unstored = identity;
    address = identity.address();
    outbox.begin(identity.cursor());
    acknowledgements.begin(identity.cursor());
  }

  /** The address its subscriptions are counted for; null if unknown. */
  public synchronized @Nullable ClientAddress address() {
    return address;
  }

  /** The connection to store with its first subscription; null if already stored. */
  public synchronized @Nullable NewConnection unstored() {
    return unstored;
  }

  /**
   * From now on the table may have it.
   *
   * @return false if it is not stored and must not be, since the socket has closed
   */
  public synchronized boolean beginStoring() {
    if (rowState == RowState.NONE && !closed) {
      rowState = RowState.POSSIBLE;
    }
    return rowState != RowState.NONE;
  }

  /** Whether the table may have it. */
  public synchronized boolean mayBeStored() {
    return rowState != RowState.NONE;
  }

  /** Whether the table is known to have had it. */
  public synchronized boolean isStored() {
    return rowState == RowState.STORED;
  }

  private void stored() {
    rowState = RowState.STORED;
    unstored = null;
  }

  /**
   * Resumes a stored connection: missed notifications are read from the table before newer ones.
   * Call {@link #beginCommand} before, {@link #resumed} after.
   */
  public synchronized void resumeAs(StoredConnection identity) {
    id = identity.id();
    address = identity.address();
    stored();
    outbox.beginBehind(identity.cursor());
    acknowledgements.begin(identity.cursor());
  }

  /** Ends {@link #beginCommand} with the answer to {@code resume}. */
  public synchronized void resumed(
      Collection<TrackedSubscription> live,
      long lastSubscription,
      long delivered,
      ServerMessage answer) {
    outbox.resume(live, lastSubscription, delivered, answer);
    endCommand();
  }

  /**
   * Waits until no command is in progress and the mailbox has room: a client that does not read is
   * not read from.
   */
  public synchronized void awaitReady() throws InterruptedException {
    while ((outbox.isCommandPending() || outbox.isFull()) && !closed) {
      wait();
    }
  }

  /** Answers. */
  public synchronized void send(ServerMessage message) {
    apply(outbox.send(message));
  }

  /**
   * Defers events until the reply to the current command.
   *
   * @return false if the socket is closing: no new command may start
   */
  public synchronized boolean beginCommand() {
    return outbox.beginCommand();
  }

  /** Ends {@link #beginCommand} with a new or existing subscription and its reply. */
  public synchronized void subscribed(TrackedSubscription subscription, ServerMessage answer) {
    stored();
    outbox.add(subscription);
    send(answer);
    endCommand();
  }

  /** Whether a command is in progress. */
  public synchronized boolean isCommandPending() {
    return outbox.isCommandPending();
  }

  /** Waits until no command is in progress. */
  public synchronized void awaitCommandEnd() throws InterruptedException {
    while (outbox.isCommandPending()) {
      wait();
    }
  }

  /** Ends {@link #beginCommand} without changes. */
  public synchronized void endCommand() {
    if (outbox.endCommand()) {
      writers.overflowed();
    }
    notifyAll();
    write();
  }

  /** Removes a subscription and replies; none of its events follows. */
  public synchronized void unsubscribed(long subscriptionId, ServerMessage answer) {
    outbox.remove(subscriptionId);
    send(answer);
  }

  public synchronized boolean tracks(long subscriptionId) {
    return outbox.contains(subscriptionId);
  }

  /** Subscriptions that may have finished, for {@link #forget} once the table confirms it. */
  public synchronized List<Long> possiblyFinished(long now) {
    return outbox.possiblyFinished(now);
  }

  /** Forgets finished subscriptions whose notifications were all sent. */
  public synchronized void forget(Collection<Long> finished) {
    outbox.forget(finished);
  }

  public synchronized int subscriptionCount() {
    return outbox.subscriptionCount();
  }

  /** Number of its subscriptions for the same crossing. */
  public synchronized int countSameCrossing(String symbol, Condition condition, long threshold) {
    return outbox.countSameCrossing(symbol, condition, threshold);
  }

  /** The symbols whose prices it receives; empty if prices are disabled. */
  public synchronized Set<String> priceSymbols() {
    return pricesEnabled ? outbox.symbols() : Set.of();
  }

  public synchronized void setPricesEnabled(boolean wanted, ServerMessage answer) {
    pricesEnabled = wanted;
    send(answer);
  }

  /** Sends a price, or drops it if the mailbox is full. */
  public synchronized boolean sendPrice(ServerMessage.LastPrice price) {
    boolean told = pricesEnabled && !outbox.isFull();
    if (told) {
      send(price);
    }
    return told;
  }

  /** Accepts an event from delivery; events arrive in order, duplicates are ignored. */
  public synchronized void deliver(Event event) {
    apply(outbox.deliver(event));
  }

  private void apply(Outbox.Effect effect) {
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
   * The writer's next task.
   *
   * @param delivered every notification up to this id was routed before this call
   */
  synchronized WriterTask next(long delivered) {
    if (closed) {
      return idle();
    }
    // Notifications dropped on close would appear to have been sent before the ping.
    if (pingDue && closing == null) {
      pingDue = false;
      return new WriterTask.Ping(acknowledgements.ping(outbox.caughtUpTo(delivered)));
    }
    if (!outbox.isEmpty()) {
      List<ServerMessage> messages = outbox.take();
      notifyAll();
      return new WriterTask.Send(messages);
    }
    if (closing != null) {
      return new WriterTask.Close(closing);
    }
    WriterTask.CatchUp missing = outbox.catchUp();
    return missing == null ? idle() : missing;
  }

  private WriterTask idle() {
    writing = false;
    return new WriterTask.Idle();
  }

  /** {@link Outbox#caughtUp}: makes messages of what {@link WriterTask.CatchUp} asked for. */
  synchronized List<ServerMessage> caughtUp(
      List<MissedNotification> rows, long upTo, boolean complete) {
    return outbox.caughtUp(rows, upTo, complete);
  }

  /** The table could not be read; {@link #heartbeat} restarts the writer. */
  synchronized void stopWriting() {
    writing = false;
    if (closing != null) {
      write();
    }
  }

  /** Closes after sending queued messages except notifications, which remain in the table. */
  public synchronized void close(CloseReason reason) {
    if (isOpen()) {
      closing = reason;
      outbox.close();
      write();
      notifyAll();
    }
  }

  /** Aborts the socket. The client may resume. */
  public void abort() {
    transport.abort();
  }

  /** Called when the socket has closed. Returns false if already known. */
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

  /** Whether it still accepts commands. */
  public synchronized boolean isOpen() {
    return !outbox.isClosed();
  }

  /** Once a second: pings, times out, and restarts a stopped writer. */
  synchronized void heartbeat(long now, SocketTimeouts socketTimeouts) {
    if (closed) {
      return;
    }
    if (closing != null) {
      if (closingSince.isEmpty()) {
        closingSince = OptionalLong.of(now);
      }
      if (now - closingSince.getAsLong() >= socketTimeouts.closeTimeout().toMillis()) {
        transport.abort();
      }
      return;
    }
    if (acknowledgements.isTimedOut(now, socketTimeouts)) {
      close(CloseReason.NO_PONG);
    } else if (acknowledgements.isDue(now, socketTimeouts)) {
      pingDue = true;
      write();
    } else if (outbox.isBehind()) {
      write();
    }
  }

  /** Returns whether it was expected. */
  public synchronized boolean pong(String payload) {
    return acknowledgements.pong(payload);
  }

  /** The acknowledgement to store, if any. */
  public synchronized Optional<Acknowledgement> newlyAcknowledged() {
    if (rowState != RowState.STORED) {
      return Optional.empty();
    }
    OptionalLong news = acknowledgements.toStore(outbox.sent());
    return news.isPresent()
        ? Optional.of(new Acknowledgement(id, news.getAsLong()))
        : Optional.empty();
  }

  /**
   * An acknowledged notification.
   *
   * @param connectionId the owning connection when it was acknowledged
   */
  public record Acknowledgement(long connectionId, long notificationId) {}

  /** Its stored id, unless it is not stored or a command in progress may change it. */
  public synchronized OptionalLong stableId() {
    return outbox.isCommandPending() || rowState == RowState.NONE
        ? OptionalLong.empty()
        : OptionalLong.of(id);
  }

  /** Its first command was executed: {@code resume} is no longer allowed. */
  public synchronized void markStarted() {
    begun = true;
  }

  public synchronized boolean hasStarted() {
    return begun;
  }

  /** The last notification known to have reached the client. */
  public synchronized long acknowledged() {
    return acknowledgements.last();
  }

  synchronized int queued() {
    return outbox.size();
  }
}
