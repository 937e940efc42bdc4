package io.coinpanel.webserver.connection;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signs of life of one socket. A ping says which notification was the last before it, so its
 * pong proves that this one arrived. Not safe for threads: its connection guards it.
 */
final class Pulse {

  private static final int REMEMBERED = 4;
  private static final long NOTHING = 0;
  private static final Pattern PAYLOAD = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

  private final long[] named = new long[REMEMBERED];
  private int pings;
  private int voided;
  private int answered;
  private long pingedAt;
  private long dueAt;

  /** Since when a ping is due or without an answer, if one is. */
  private long waitingSince;

  private boolean waiting;

  Pulse(long now) {
    pingedAt = now;
  }

  /** Whether a ping has to be sent; from then on silence counts. */
  boolean isDue(long now, long interval) {
    boolean due = now - pingedAt >= interval;
    if (due) {
      dueAt = now;
    }
    if (due && !waiting) {
      waiting = true;
      waitingSince = now;
    }
    return due;
  }

  boolean isLost(long now, long patience) {
    return waiting && now - waitingSince >= patience;
  }

  /** The payload of the next ping, which comes after notification {@code id}. */
  String ping(long id) {
    pingedAt = dueAt;
    pings++;
    named[pings % REMEMBERED] = id;
    return pings + ":" + id;
  }

  /** From now on the pongs to earlier pings are signs of life only, and confirm nothing. */
  void voidPings() {
    voided = pings;
  }

  /** The latest ping that has been answered. */
  int answered() {
    return answered;
  }

  /** The notification a pong confirms, or empty if it answers no recent ping of ours. */
  OptionalLong pong(String payload) {
    Matcher matcher = PAYLOAD.matcher(payload);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    int ping = Integer.parseInt(matcher.group(1));
    long id = Long.parseLong(matcher.group(2));
    if (ping > pings || ping <= pings - REMEMBERED || ping < 1 || named[ping % REMEMBERED] != id) {
      return OptionalLong.empty();
    }
    answered = Math.max(answered, ping);
    // A later ping may still be without an answer.
    waiting = ping < pings;
    waitingSince = pingedAt;
    return OptionalLong.of(ping > voided ? id : NOTHING);
  }
}
