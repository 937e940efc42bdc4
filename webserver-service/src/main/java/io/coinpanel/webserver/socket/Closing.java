package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.CloseReason;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The end of one socket: closing for a reason, then closed. Not safe for threads: its socket guards
 * it.
 */
final class Closing {

  private @Nullable CloseReason reason;

  /** When the heartbeat first saw it closing. */
  private OptionalLong since = OptionalLong.empty();

  private boolean closed;

  void begin(CloseReason why) {
    reason = why;
  }

  /** Why it is being closed; null if it is not. */
  @Nullable CloseReason reason() {
    return reason;
  }

  boolean isBegun() {
    return reason != null;
  }

  /** Whether the client has not closed its side in time, as seen by the heartbeat. */
  boolean isOverdue(long now, Duration timeout) {
    if (since.isEmpty()) {
      since = OptionalLong.of(now);
    }
    return now - since.getAsLong() >= timeout.toMillis();
  }

  /** The socket has closed. Returns false if already known. */
  boolean finish() {
    boolean news = !closed;
    closed = true;
    return news;
  }

  boolean isFinished() {
    return closed;
  }
}
