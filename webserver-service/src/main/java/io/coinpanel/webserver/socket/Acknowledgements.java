package io.coinpanel.webserver.socket;

import java.util.OptionalLong;

/**
 * The notifications of one client that pongs have acknowledged, and which of that is stored. Not
 * safe for threads: its socket guards it.
 */
final class Acknowledgements {

  private static final int QUIET_PONGS = 30;

  /** Everything up to here has reached the client, or belongs to others. */
  private long acknowledged;

  /** What the connection's row says of it, at least once the task that stores it is done. */
  private long stored;

  private int quietPongs;

  /** Everything up to this id was sent or belongs to others, as stored. */
  void begin(long cursor) {
    acknowledged = cursor;
    stored = cursor;
  }

  /** A pong came that names a notification. */
  void acknowledge(long id) {
    acknowledged = Math.max(acknowledged, id);
    quietPongs++;
  }

  long last() {
    return acknowledged;
  }

  /**
   * The value to store: on every acknowledgement, and occasionally for a quiet connection, which
   * would otherwise appear to have missed dropped notifications.
   *
   * @param lastSent the last notification written, or the start cursor
   */
  OptionalLong toStore(long lastSent) {
    boolean worthIt = stored < Math.min(lastSent, acknowledged) || quietPongs >= QUIET_PONGS;
    if (!worthIt || acknowledged == stored) {
      return OptionalLong.empty();
    }
    quietPongs = 0;
    stored = acknowledged;
    return OptionalLong.of(acknowledged);
  }
}
