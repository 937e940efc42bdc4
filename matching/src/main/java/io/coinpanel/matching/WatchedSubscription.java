package io.coinpanel.matching;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Repeat;

/**
 * A stored subscription with everything needed for matching.
 *
 * @param revision of its terms
 * @param baselineRevision the last revision that asked for a new baseline
 * @param symbol in lower case
 * @param cooldownSeconds zero for none
 * @param expiresAt epoch milliseconds, or {@link #NEVER}
 * @param lastFiredAt trade time of the last notification in epoch milliseconds, or {@link #NEVER};
 *     only kept where the subscription rests after a firing
 */
public record WatchedSubscription(
    long id,
    int revision,
    int baselineRevision,
    long owner,
    String symbol,
    Condition condition,
    Repeat repeat,
    int cooldownSeconds,
    long expiresAt,
    long lastFiredAt) {

  /** A time that never comes, or never was. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Where {@link SymbolMatcher} has it, if it is plain. */
  public long plainPlace() {
    return condition instanceof Condition.Threshold threshold
        ? threshold.threshold().units()
        : SymbolMatcher.NOT_HERE;
  }

  public boolean isOnce() {
    return repeat == Repeat.ONCE;
  }

  /** Whether an entry in the index is all it needs. */
  boolean isPlain() {
    return condition instanceof Condition.Threshold threshold
        && threshold.isPlain()
        && repeat != Repeat.ONCE_PER_MINUTE
        && cooldownSeconds == 0
        && expiresAt == NEVER
        && revision == 1;
  }

  /** As it starts with a new baseline. */
  public WatchedSubscription withoutLastFired() {
    return new WatchedSubscription(
        id,
        revision,
        baselineRevision,
        owner,
        symbol,
        condition,
        repeat,
        cooldownSeconds,
        expiresAt,
        NEVER);
  }
}
