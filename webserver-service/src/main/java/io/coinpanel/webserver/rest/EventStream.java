package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.delivery.NotificationHistory.Unsent;
import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import io.coinpanel.webserver.socket.Event;
import io.coinpanel.webserver.socket.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One reader of server-sent events. It keeps no notifications, only how far its client is: what the
 * client has not been sent is read from the table, so a client that does not read costs nothing.
 *
 * <p>Used by the threads that deliver, by its writer, which runs only while there is something to
 * write, and once a second by the heartbeat. All state is guarded by its monitor.
 */
final class EventStream implements Reader {

  private static final String COMMENT = ":\n\n";

  private final AccountPrincipal account;
  private final EventStreamTransport transport;
  private final EventStreams streams;

  private volatile boolean credentialInDoubt;

  // All guarded by this.
  /** Everything up to here was sent, or is of no concern; at first all. */
  private long sent = Long.MAX_VALUE;

  /** Everything up to here may be in the table. */
  private long received;

  /** The last notification that the client knows to be no longer stored. */
  private long gapsUpTo;

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
    this.account = account;
    this.transport = transport;
    this.streams = streams;
    this.wroteAt = now;
  }

  AccountPrincipal account() {
    return account;
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
        receive(notified.id());
        streams.write(this);
      }
      case Event.CredentialsChanged _ -> doubtCredential();
      case Event.Activated _, Event.Changed _, Event.SeenUpTo _ -> {}
    }
  }

  /** Whether its credential may have ended. */
  boolean isCredentialInDoubt() {
    return credentialInDoubt;
  }

  void doubtCredential() {
    credentialInDoubt = true;
  }

  /** It has not. */
  void confirmCredential() {
    credentialInDoubt = false;
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
    record Write(String text) implements Task {}

    /** Read the table for notifications with {@code after < id <= upTo}. */
    record Read(long after, long upTo) implements Task {}

    record Close() implements Task {}

    record Idle() implements Task {}
  }

  /** The writer's next task; after {@link Task.Idle} there is no writer. */
  synchronized Task take() {
    Task task = next();
    switch (task) {
      case Task.Write _ -> commentDue = false;
      case Task.Close _ -> state = State.CLOSED;
      case Task.Idle _ -> writing = false;
      case Task.Read _ -> {}
    }
    return task;
  }

  private Task next() {
    return switch (state) {
      case CLOSED -> new Task.Idle();
      case CLOSING -> new Task.Close();
      case OPEN -> {
        if (commentDue) {
          yield new Task.Write(COMMENT);
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
      events
          .append("id: ")
          .append(notification.id())
          .append("\nevent: notification\ndata: ")
          .append(new String(MessageEncoder.encode(notification), StandardCharsets.UTF_8))
          .append("\n\n");
    }
    sent = unsent.last();
    return events.toString();
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
