package io.coinpanel.webserver.socket;

/**
 * How far one client is with its notifications. It is behind if its mailbox does not hold all that
 * it has not been sent; the table has them. Not safe for threads: its socket guards it.
 */
final class NotificationProgress {

  /** Everything up to here was routed to this socket, or belongs to others. */
  private long received;

  /** Everything up to here was passed to the writer, or need not be. */
  private long sent;

  /** The last notification that was really passed to the writer, or where this began. */
  private long lastSent;

  private boolean behind;

  /** Everything up to {@code cursor} was sent or belongs to others. */
  void begin(long cursor) {
    received = cursor;
    sent = cursor;
    lastSent = cursor;
  }

  /** Later ones are to be sent again. */
  void rewind(long id) {
    received = Math.max(received, id);
    sent = id;
    lastSent = id;
    behind = true;
  }

  /** Returns false if it was received before. */
  boolean receive(long id) {
    if (id <= received) {
      return false;
    }
    received = id;
    return true;
  }

  /** Nothing up to {@code id} will be routed to this socket any more. */
  void receivedUpTo(long id) {
    received = Math.max(received, id);
  }

  void send(long id) {
    sent = id;
    lastSent = id;
  }

  /** A row that is of no interest to the client any more. */
  void skip(long id) {
    sent = id;
  }

  void skipUpTo(long id) {
    sent = Math.max(sent, id);
  }

  void fallBehind() {
    behind = true;
  }

  void catchUp() {
    behind = false;
  }

  boolean isBehind() {
    return behind;
  }

  /** Whether there may be rows in the table that were received and not sent. */
  boolean misses() {
    return sent < received;
  }

  long received() {
    return received;
  }

  long sent() {
    return sent;
  }

  long lastSent() {
    return lastSent;
  }
}
