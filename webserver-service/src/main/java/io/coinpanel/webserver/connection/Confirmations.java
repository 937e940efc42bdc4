package io.coinpanel.webserver.connection;

import java.util.OptionalLong;

/**
 * Up to which notification the client is known to have been told, by the pongs it answers with, and
 * what of that is worth storing. Not safe for threads: its connection guards it.
 */
final class Confirmations {

  private static final int QUIET_PONGS = 30;

  private final Pulse pulse;
  private long confirmed;
  private long stored;
  private int quietPongs;

  Confirmations(long now) {
    pulse = new Pulse(now);
  }

  /** Everything up to here has been told or is somebody else's, as the row says too. */
  void begin(long cursor) {
    confirmed = cursor;
    stored = cursor;
    // Earlier pings named notifications that this client was not to get.
    pulse.voidPings();
  }

  boolean isDue(long now, Patience patience) {
    return pulse.isDue(now, patience.ping().toMillis());
  }

  boolean isLost(long now, Patience patience) {
    return pulse.isLost(now, patience.pong().toMillis());
  }

  /** The payload of a ping that comes after notification {@code id}. */
  String ping(long id) {
    return pulse.ping(id);
  }

  /**
   * Takes a pong in; one that answers no ping of ours is no sign of life. Returns whether it is the
   * first answer to one.
   */
  boolean pong(String payload) {
    int before = pulse.answered();
    OptionalLong reached = pulse.pong(payload);
    if (reached.isPresent()) {
      confirmed = Math.max(confirmed, reached.getAsLong());
      quietPongs++;
    }
    return pulse.answered() > before;
  }

  long last() {
    return confirmed;
  }

  /**
   * What is worth storing: every notification is, and now and then that there was none, or a quiet
   * connection would seem to miss what retention has dropped.
   *
   * @param told the last notification that was written to the socket, or where it began
   */
  OptionalLong news(long told) {
    boolean worthIt = stored < Math.min(told, confirmed) || quietPongs >= QUIET_PONGS;
    if (!worthIt || confirmed == stored) {
      return OptionalLong.empty();
    }
    quietPongs = 0;
    stored = confirmed;
    return OptionalLong.of(confirmed);
  }
}
