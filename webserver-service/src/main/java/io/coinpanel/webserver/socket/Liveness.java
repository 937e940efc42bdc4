package io.coinpanel.webserver.socket;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Pings of one socket, and what their pongs say: that the client is there, and which notifications
 * have reached it. Not safe for threads: its socket guards it.
 */
final class Liveness {

  private final Heartbeat heartbeat;
  private final Acknowledgements acknowledgements = new Acknowledgements();

  Liveness(long now) {
    heartbeat = new Heartbeat(now);
  }

  /** Everything up to the cursor has reached the client; earlier pings say nothing of it. */
  void begin(long cursor) {
    acknowledgements.begin(cursor);
    heartbeat.invalidatePings();
  }

  Heartbeat.Beat beat(long now, SocketTimeouts timeouts) {
    return heartbeat.beat(now, timeouts);
  }

  boolean isPingDue() {
    return heartbeat.isPingDue();
  }

  /** The payload of the next ping, which comes after notification {@code id}. */
  String ping(long id) {
    return heartbeat.ping(id);
  }

  /** Returns whether it answers a ping. */
  boolean pong(String payload) {
    int before = heartbeat.answered();
    heartbeat.pong(payload).ifPresent(acknowledgements::acknowledge);
    return heartbeat.answered() > before;
  }

  /** The last notification known to have reached the client. */
  long acknowledged() {
    return acknowledgements.last();
  }

  /** What is to be stored for the connection, if anything. */
  Optional<Acknowledgement> toStore(long connectionId, long lastSent) {
    OptionalLong news = acknowledgements.toStore(lastSent);
    return news.isPresent()
        ? Optional.of(new Acknowledgement(connectionId, news.getAsLong()))
        : Optional.empty();
  }
}
