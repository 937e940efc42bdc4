package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.NotificationBacklog.MissedNotification;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One client's socket. Its lock orders replies and events, so no event precedes {@code subscribed}
 * or follows {@code unsubscribed}.
 *
 * <p>Used by three threads: the reader or the commit thread (replies), delivery (events), and the
 * writer, which runs only while there is something to write; and once a second by the heartbeat.
 * All state is guarded by the socket's monitor, and nothing blocks under it.
 */
public final class ClientSocket implements Reader, FeedReader {

  private final Transport transport;
  private final SocketWriters writers;

  // All guarded by this.
  private final ConnectionIdentity identity = new ConnectionIdentity();
  private final Outbox outbox = new Outbox();
  private final Closing closing = new Closing();
  private final Liveness liveness;
  private boolean started;
  private PriceSelection prices = PriceSelection.NONE;

  /** There is a writer: at work, on its way, or waiting for the network. */
  private boolean writing;

  ClientSocket(Transport transport, SocketWriters writers, long now) {
    this.transport = transport;
    this.writers = writers;
    this.liveness = new Liveness(now);
  }

  /** Whose socket it is. */
  public ConnectionIdentity identity() {
    return identity;
  }

  /** The connection that the client was welcomed as. */
  public long id() {
    return identity.id();
  }

  /** Whom its subscriptions belong to. */
  public long ownerId() {
    return identity.ownerId();
  }

  Transport transport() {
    return transport;
  }

  /** Sets its identity. */
  public synchronized void open(NewConnection connection) {
    identity.open(connection);
    begin(connection.cursor());
  }

  /** Sets the identity of a socket that is never stored; {@link #signIn} follows. */
  public synchronized void openForAccount(long id, long cursor, ClientAddress address) {
    identity.open(id, address);
    begin(cursor);
  }

  private void begin(long cursor) {
    outbox.begin(cursor);
    liveness.begin(cursor);
  }

  /**
   * From now on the table may have it.
   *
   * @return false if it is not stored and must not be, since the socket has closed
   */
  public synchronized boolean beginStoring() {
    if (!closing.isFinished()) {
      identity.beginStoring();
    }
    return identity.mayBeStored();
  }

  /** Its stored id, unless it is not stored or a command in progress may change it. */
  public synchronized OptionalLong stableId() {
    return outbox.isCommandPending() || !identity.mayBeStored()
        ? OptionalLong.empty()
        : OptionalLong.of(identity.id());
  }

  /**
   * Resumes a stored connection: missed notifications are read from the table before newer ones.
   * Call {@link #beginCommand} before, {@link #resumed} after.
   */
  public synchronized void resumeAs(StoredConnection connection) {
    identity.resume(connection);
    outbox.beginBehind(connection.cursor());
    liveness.begin(connection.cursor());
  }

  /**
   * Makes it a socket of an account, whose notifications begin after the cursor. Call {@link
   * #beginCommand} before, {@link #resumed} after. Notifications wait for the next command, or a
   * second: it may be {@code resume}.
   */
  public synchronized void signIn(long accountId, long cursor) {
    identity.signIn(accountId);
    begin(cursor);
    outbox.hold();
  }

  /** Continues after a notification of its account. Call {@link #beginCommand} before. */
  public synchronized void rewind(long notificationId) {
    outbox.rewind(notificationId);
  }

  /** Ends {@link #beginCommand} with the answer to {@code resume}. */
  public synchronized void resumed(
      Collection<TrackedSubscription> live,
      long lastSubscription,
      long routed,
      ServerMessage answer) {
    outbox.resume(live, lastSubscription, routed, answer);
    endCommand();
  }

  /**
   * Waits until no command is in progress and the mailbox has room: a client that does not read is
   * not read from.
   */
  public synchronized void awaitReady() throws InterruptedException {
    while ((outbox.isCommandPending() || outbox.isFull()) && !closing.isFinished()) {
      wait();
    }
  }

  /**
   * Defers events until the reply to the current command.
   *
   * @return false if the socket is closing: no new command may start
   */
  public synchronized boolean beginCommand() {
    return outbox.beginCommand();
  }

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
    afterCommand(outbox.endCommand());
  }

  private void afterCommand(Outbox.Effect effect) {
    apply(effect);
    notifyAll();
    write();
  }

  public synchronized void send(ServerMessage message) {
    apply(outbox.send(message));
  }

  @Override
  public void sendFeed(ServerMessage.Feed feed) {
    send(feed);
  }

  /** Ends {@link #beginCommand} with a new or existing subscription and its reply. */
  public synchronized void subscribed(TrackedSubscription subscription, ServerMessage answer) {
    identity.markStored();
    outbox.add(subscription);
    send(answer);
    endCommand();
  }

  /** Replies to an update; its subscription's events of other terms do not follow. */
  public synchronized void updated(TrackedSubscription subscription, ServerMessage answer) {
    outbox.add(subscription);
    send(answer);
  }

  /** Ends {@link #beginCommand} with the end of subscriptions, after what came before it. */
  public synchronized void unsubscribed(List<Long> subscriptionIds, Echo echo) {
    afterCommand(outbox.unsubscribe(subscriptionIds, echo));
  }

  /** Sends that a subscription has ended after all. */
  public synchronized void forget(long subscriptionId) {
    apply(outbox.forget(subscriptionId));
  }

  /** What it receives events of; to be changed by this socket only. */
  public TrackedSubscriptions subscriptions() {
    return outbox.subscriptions();
  }

  /** Sends the client that subscriptions are finished, once it has all their notifications. */
  public synchronized void finish(List<Event.Changed> finished) {
    apply(outbox.finish(finished));
  }

  /** The symbols whose prices it receives; empty if prices are disabled. */
  public synchronized Set<String> priceSymbols() {
    return prices.symbols(outbox.subscriptions());
  }

  /** The symbols whose prices it receives whether or not it has subscriptions of them. */
  public synchronized Set<String> chosenPriceSymbols() {
    return prices.isEnabled() && prices.chosen() != null ? prices.chosen() : Set.of();
  }

  public synchronized void selectPrices(PriceSelection selection, ServerMessage answer) {
    prices = selection;
    send(answer);
  }

  /** Sends a price, or drops it if the mailbox is full. */
  public synchronized boolean sendPrice(ServerMessage.LastPrice price) {
    boolean hasRoom = prices.isEnabled() && !outbox.isFull();
    if (hasRoom) {
      send(price);
    }
    return hasRoom;
  }

  /** Accepts a routed event; events arrive in order, duplicates are ignored. */
  @Override
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
    if (!writing && !closing.isFinished()) {
      writing = true;
      writers.start(this);
    }
  }

  /**
   * The writer's next task.
   *
   * @param routed every notification up to this id was routed before this call
   */
  synchronized WriterTask next(long routed) {
    if (closing.isFinished()) {
      return idle();
    }
    // Notifications dropped on close would appear to have been sent before the ping.
    if (liveness.isPingDue() && !closing.isBegun()) {
      return new WriterTask.Ping(liveness.ping(outbox.sentUpTo(routed)));
    }
    if (!outbox.isEmpty()) {
      List<ServerMessage> messages = outbox.take();
      notifyAll();
      return new WriterTask.Send(messages);
    }
    CloseReason reason = closing.reason();
    if (reason != null) {
      return new WriterTask.Close(reason);
    }
    WriterTask.CatchUp missing = outbox.catchUp();
    return missing == null ? idle() : missing;
  }

  private WriterTask idle() {
    writing = false;
    return new WriterTask.Idle();
  }

  /** {@link CatchUp#messages}: makes messages of what {@link WriterTask.CatchUp} asked for. */
  synchronized List<ServerMessage> caughtUp(
      List<MissedNotification> rows, long upTo, boolean complete) {
    return outbox.caughtUp(rows, upTo, complete);
  }

  /** The table could not be read; {@link #heartbeat} restarts the writer. */
  synchronized void stopWriting() {
    writing = false;
    if (closing.isBegun()) {
      write();
    }
  }

  /** Closes after sending queued messages except notifications, which remain in the table. */
  public synchronized void close(CloseReason reason) {
    if (isOpen()) {
      closing.begin(reason);
      outbox.close();
      write();
      notifyAll();
    }
  }

  /** Aborts the socket. The client may resume. */
  @Override
  public void abort() {
    transport.abort();
  }

  /** Called when the socket has closed. Returns false if already known. */
  public synchronized boolean closed() {
    boolean news = closing.finish();
    outbox.clear();
    notifyAll();
    return news;
  }

  @Override
  public synchronized boolean isClosed() {
    return closing.isFinished();
  }

  /** Whether it still accepts commands. */
  public synchronized boolean isOpen() {
    return !outbox.isClosed();
  }

  /** Once a second: pings, times out, and restarts a stopped writer. */
  synchronized void heartbeat(long now, SocketTimeouts timeouts) {
    if (closing.isFinished()) {
      return;
    }
    if (closing.isBegun()) {
      if (closing.isOverdue(now, timeouts.closeTimeout())) {
        transport.abort();
      }
      return;
    }
    switch (liveness.beat(now, timeouts)) {
      case TIMED_OUT -> close(CloseReason.NO_PONG);
      case PING_DUE -> write();
      case ALIVE -> {
        outbox.beat();
        if (outbox.isBehind()) {
          write();
        }
      }
    }
  }

  /** Returns whether it was expected. */
  public synchronized boolean pong(String payload) {
    return liveness.pong(payload);
  }

  /** The last notification known to have reached the client. */
  public synchronized long acknowledged() {
    return liveness.acknowledged();
  }

  /** The acknowledgement to store, if any. */
  public synchronized Optional<Acknowledgement> newlyAcknowledged() {
    return identity.isStored()
        ? liveness.toStore(identity.id(), outbox.lastSent())
        : Optional.empty();
  }

  /** Its first command was executed: {@code resume} is no longer allowed. */
  public synchronized void markStarted() {
    started = true;
    outbox.release();
    write();
  }

  public synchronized boolean hasStarted() {
    return started;
  }

  synchronized int queued() {
    return outbox.size();
  }
}
