package io.coinpanel.webserver.socket;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pings and pongs of one socket. A ping names the last notification before it, so its pong
 * acknowledges that one. Not safe for threads: its socket guards it.
 */
final class Heartbeat {

  private static final int REMEMBERED = 4;
  private static final long NOTHING = 0;
  private static final Pattern PAYLOAD = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

  private final long[] ids = new long[REMEMBERED];
  private int pings;
  private int invalidated;
  private int answered;
  private long pingedAt;
  private long dueAt;

  /** A ping is due and the writer has not fetched it yet. */
  private boolean due;

  /** Since when a ping is due or unanswered, if any. */
  private long waitingSince;

  private boolean waiting;

  /** What a beat has found. */
  enum Beat {
    ALIVE,
    PING_DUE,
    TIMED_OUT
  }

  Heartbeat(long now) {
    pingedAt = now;
  }

  /** Once a second; starts the pong timeout when a ping becomes due. */
  Beat beat(long now, SocketTimeouts timeouts) {
    if (waiting && now - waitingSince >= timeouts.pongTimeout().toMillis()) {
      return Beat.TIMED_OUT;
    }
    if (now - pingedAt < timeouts.pingInterval().toMillis()) {
      return Beat.ALIVE;
    }
    due = true;
    dueAt = now;
    if (!waiting) {
      waiting = true;
      waitingSince = now;
    }
    return Beat.PING_DUE;
  }

  boolean isPingDue() {
    return due;
  }

  /** The payload of the next ping, which comes after notification {@code id}. */
  String ping(long id) {
    due = false;
    pingedAt = dueAt;
    pings++;
    ids[pings % REMEMBERED] = id;
    return pings + ":" + id;
  }

  /** Pongs to earlier pings no longer acknowledge notifications. */
  void invalidatePings() {
    invalidated = pings;
  }

  /** The latest answered ping. */
  int answered() {
    return answered;
  }

  /** The notification acknowledged by a pong, or empty if it answers no recent ping. */
  OptionalLong pong(String payload) {
    Matcher matcher = PAYLOAD.matcher(payload);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    int ping = Integer.parseInt(matcher.group(1));
    long id = Long.parseLong(matcher.group(2));
    if (ping > pings || ping <= pings - REMEMBERED || ping < 1 || ids[ping % REMEMBERED] != id) {
      return OptionalLong.empty();
    }
    answered = Math.max(answered, ping);
    // A later ping may still be unanswered.
    waiting = ping < pings;
    waitingSince = pingedAt;
    return OptionalLong.of(ping > invalidated ? id : NOTHING);
  }
}
