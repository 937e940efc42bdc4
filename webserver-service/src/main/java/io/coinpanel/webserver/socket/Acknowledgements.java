package io.coinpanel.webserver.socket;

import java.util.OptionalLong;

/**
 * Tracks the last notification acknowledged by pongs, and when to store it. Not safe for threads:
 * its connection guards it.
 */
final class Acknowledgements {

  private static final int QUIET_PONGS = 30;

  private final Heartbeat heartbeat;
  private long acknowledged;
  private long stored;
  private int quietPongs;

  Acknowledgements(long now) {
    heartbeat = new Heartbeat(now);
  }

  /** Everything up to this id was sent or belongs to others, as stored. */
  void begin(long cursor) {
    acknowledged = cursor;
    stored = cursor;
    // Earlier pings refer to notifications of another connection.
    heartbeat.invalidatePings();
  }

  boolean isDue(long now, SocketTimeouts socketTimeouts) {
    return heartbeat.isDue(now, socketTimeouts.pingInterval().toMillis());
  }

  boolean isTimedOut(long now, SocketTimeouts socketTimeouts) {
    return heartbeat.isTimedOut(now, socketTimeouts.pongTimeout().toMillis());
  }

  /** The payload of a ping sent after notification {@code id}. */
  String ping(long id) {
    return heartbeat.ping(id);
  }

  /**
   * Handles a pong; unsolicited pongs are ignored. Returns whether it is the first answer to a
   * ping.
   */
  boolean pong(String payload) {
    int before = heartbeat.answered();
    OptionalLong reached = heartbeat.pong(payload);
    if (reached.isPresent()) {
      acknowledged = Math.max(acknowledged, reached.getAsLong());
      quietPongs++;
    }
    return heartbeat.answered() > before;
  }

  long last() {
    return acknowledged;
  }

  /**
   * The value to store: on every acknowledgement, and occasionally for a quiet connection, which
   * would otherwise appear to have missed dropped notifications.
   *
   * @param delivered the last notification written, or the start cursor
   */
  OptionalLong toStore(long delivered) {
    boolean worthIt = stored < Math.min(delivered, acknowledged) || quietPongs >= QUIET_PONGS;
    if (!worthIt || acknowledged == stored) {
      return OptionalLong.empty();
    }
    quietPongs = 0;
    stored = acknowledged;
    return OptionalLong.of(acknowledged);
  }
}
