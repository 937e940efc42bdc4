package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.limits.StreamLimits;
import org.jspecify.annotations.Nullable;

/** Tracks whether a client answers pings. Only a pong for the newest ping counts. */
final class KeepAlive {

  private final long interval;
  private final long deadline;
  private long pingedAt;
  private long unansweredSince = Long.MAX_VALUE;
  private @Nullable String awaited;

  KeepAlive(StreamLimits rules, long now) {
    interval = rules.pingInterval().toMillis();
    deadline = rules.pongDeadline().toMillis();
    pingedAt = now;
  }

  /** The payload of the ping that is due now, or null. */
  @Nullable String dueAt(long now) {
    if (now - pingedAt < interval) {
      return null;
    }
    pingedAt = now;
    return await(Long.toString(now), now);
  }

  /** A ping out of turn is sent now, and its payload awaited. */
  String await(String payload, long now) {
    unansweredSince = Math.min(unansweredSince, now);
    awaited = payload;
    return payload;
  }

  void pong(String payload) {
    if (payload.equals(awaited)) {
      awaited = null;
      unansweredSince = Long.MAX_VALUE;
    }
  }

  boolean overdueAt(long now) {
    return unansweredSince != Long.MAX_VALUE && now - unansweredSince >= deadline;
  }
}
