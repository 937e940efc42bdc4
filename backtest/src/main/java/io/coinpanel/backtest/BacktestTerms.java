package io.coinpanel.backtest;

import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.model.Repeat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The subscription that is tried.
 *
 * @param symbol in lower case
 * @param cooldownSeconds zero for none
 * @param expiresAt null for never
 */
public record BacktestTerms(
    String symbol,
    Condition condition,
    Repeat repeat,
    int cooldownSeconds,
    @Nullable Instant expiresAt) {

  static final int REVISION = 1;

  WatchedSubscription subscription(long id) {
    return new WatchedSubscription(
        id,
        REVISION,
        REVISION,
        0,
        symbol,
        condition,
        repeat,
        cooldownSeconds,
        expiresAt == null ? WatchedSubscription.NEVER : expiresAt.toEpochMilli(),
        WatchedSubscription.NEVER);
  }
}
