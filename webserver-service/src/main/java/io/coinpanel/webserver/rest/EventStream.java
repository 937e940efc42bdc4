package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.CredentialWatch;
import io.coinpanel.webserver.delivery.NotificationHistory.Unsent;
import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Feed;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import io.coinpanel.webserver.socket.Event;
import io.coinpanel.webserver.socket.FeedReader;
import io.coinpanel.webserver.socket.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reader of server-sent events. It keeps no notifications, only how far its client is: what the
 * client has not been sent is read from the table, so a client that does not read costs nothing. Of
 * the feed it keeps the last state of each symbol that is to be sent.
 *
 * <p>Used by the threads that deliver, by its writer, which runs only while there is something to
 * write, and once a second by the heartbeat and the feed. All state is guarded by its monitor.
 */
final class EventStream implements Reader, FeedReader {

  private final CredentialWatch credential;
  private final EventStreamTransport transport;
  private final EventStreams streams;

  /** Those of its account's subscriptions, unless they are in doubt. */
  private volatile Set<String> symbols = Set.of();

  private volatile boolean symbolsInDoubt = true;

  // All guarded by this.
  /** Everything up to here was sent, or is of no concern; at first all. */
  private long sent = Long.MAX_VALUE;

  /** Everything up to here may be in the table. */
  private long received;

  /** The last notification that the client knows to be no longer stored. */
  private long gapsUpTo;

  /** What its client is to be sent of the feed, by symbol. */
  private final Map<String, Feed> feeds = new LinkedHashMap<>(0);

  /** When something was last written, in nanoseconds. */
  private long wroteAt;

  private boolean commentDue;
  private boolean writing;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    /** Its writer has to close it. */
    CLOSING,
    CLOSED
  }

  EventStream(
      AccountPrincipal account, EventStreamTransport transport, EventStreams streams, long now) {
    this.credential = new CredentialWatch(account);
    this.transport = transport;
    this.streams = streams;
    this.wroteAt = now;
  }

  CredentialWatch credential() {
    return credential;
  }

  long accountId() {
    return credential.account().accountId();
  }

  EventStreamTransport transport() {
    return transport;
  }

  /**
   * Begins.
   *
   * @param after the last notification the client has processed; null to begin at the present
   * @param routed later notifications will be delivered
   */
  synchronized void begin(@Nullable Long after, long routed) {
    received = Math.max(received, routed);
    sent = after == null ? routed : after;
    gapsUpTo = after == null ? Long.MAX_VALUE : 0;
    commentDue = true;
  }

  @Override
  public void deliver(Event event) {
    switch (event) {
      case Event.Notified notified -> {
        // It may have been the only one of a subscription.
        doubtSymbols();
        receive(notified.id());
        streams.write(this);
      }
      case Event.CredentialsChanged _ -> credential.doubt();
      case Event.Changed _ -> doubtSymbols();
      case Event.Activated _, Event.SeenUpTo _ -> {}
    }
  }

  Set<String> symbols() {
    return symbols;
  }

  void doubtSymbols() {
    symbolsInDoubt = true;
  }

  /** Whether its symbols are to be read. Changes after this are not missed. */
  boolean beginSymbols() {
    boolean inDoubt = symbolsInDoubt;
    symbolsInDoubt = false;
    return inDoubt;
  }

  void setSymbols(Set<String> read) {
    symbols = read;
  }

  @Override
  public void sendFeed(Feed feed) {
    synchronized (this) {
      feeds.put(feed.symbol(), feed);
    }
    streams.write(this);
  }

  @Override
  public synchronized boolean isClosed() {
    return state == State.CLOSED;
  }

  /** It is in the table. */
  private synchronized void receive(long id) {
    received = Math.max(received, id);
  }

  @Override
  public void abort() {
    transport.abort();
  }

  /** Whether to start its writer, which the caller then must do. */
  synchronized boolean beginWriting() {
    boolean start = !writing && state != State.CLOSED && !(next() instanceof Task.Idle);
    writing |= start;
    return start;
  }

  /** What its writer has to do. */
  sealed interface Task {
    record Comment() implements Task {}

    /** Write what the feed is. */
    record WriteFeed() implements Task {}

    /** Read the table for notifications with {@code after < id <= upTo}. */
    record Read(long after, long upTo) implements Task {}

    record Close() implements Task {}

    record Idle() implements Task {}
  }

  /** The writer's next task; after {@link Task.Idle} there is no writer. */
  synchronized Task take() {
    Task task = next();
    switch (task) {
      case Task.Comment _ -> commentDue = false;
      case Task.Close _ -> state = State.CLOSED;
      case Task.Idle _ -> writing = false;
      case Task.Read _, Task.WriteFeed _ -> {}
    }
    return task;
  }

  private Task next() {
    return switch (state) {
      case CLOSED -> new Task.Idle();
      case CLOSING -> new Task.Close();
      case OPEN -> {
        if (commentDue) {
          yield new Task.Comment();
        }
        if (!feeds.isEmpty()) {
          yield new Task.WriteFeed();
        }
        yield sent < received ? new Task.Read(sent, received) : new Task.Idle();
      }
    };
  }

  /** The events of rows that were read, which count as sent. */
  synchronized String events(Unsent unsent) {
    StringBuilder events = new StringBuilder();
    if (sent < unsent.droppedId() && gapsUpTo < unsent.droppedId()) {
      gapsUpTo = unsent.droppedId();
      events.append("event: gap\ndata: {\"recovered\":false}\n\n");
    }
    for (Notification notification : unsent.notifications()) {
      events.append("id: ").append(notification.id()).append('\n');
      append(events, "notification", notification);
    }
    sent = unsent.last();
    return events.toString();
  }

  /** Some events of the feed, which count as sent. */
  synchronized String feedEvents(int limit) {
    StringBuilder events = new StringBuilder();
    Iterator<Feed> waiting = feeds.values().iterator();
    for (int i = 0; i < limit && waiting.hasNext(); i++) {
      append(events, "feed", waiting.next());
      waiting.remove();
    }
    return events.toString();
  }

  private static void append(StringBuilder events, String name, ServerMessage message) {
    events
        .append("event: ")
        .append(name)
        .append("\ndata: ")
        .append(new String(MessageEncoder.encode(message), StandardCharsets.UTF_8))
        .append("\n\n");
  }

  synchronized void wrote(long now) {
    wroteAt = now;
  }

  /** The table could not be read; the heartbeat starts the writer again. */
  synchronized void stopWriting() {
    writing = false;
  }

  /** Once a second: something is to be written at least so often. */
  synchronized void heartbeat(long now, long interval) {
    commentDue |= !writing && now - wroteAt >= interval;
  }

  /** Ends it after what is being written. */
  synchronized void close() {
    if (state == State.OPEN) {
      state = State.CLOSING;
    }
  }

  /** Its client is gone. */
  synchronized void closed() {
    state = State.CLOSED;
  }
}
