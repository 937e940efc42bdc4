package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.protocol.Command.Subscribe;
import io.coinpanel.webserver.protocol.SubscriptionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Identity of a live subscription within its connection. */
record SubscriptionKey(
    long connectionId,
    String symbol,
    Price threshold,
    Condition condition,
    Repeat repeat,
    int cooldownSeconds,
    @Nullable Instant expiresAt) {

  static SubscriptionKey of(long connectionId, Subscribe command) {
    return new SubscriptionKey(
        connectionId,
        command.symbol(),
        command.threshold(),
        command.condition(),
        command.repeat(),
        command.cooldownSeconds(),
        command.expiresAt());
  }

  /** The state of a subscription that was just created with this key. */
  SubscriptionState created(long id, Instant at, @Nullable Price lastPrice) {
    return new SubscriptionState(
        id,
        symbol,
        condition,
        threshold,
        repeat,
        cooldownSeconds,
        expiresAt,
        SubscriptionStatus.PENDING,
        at,
        lastPrice,
        0,
        null);
  }
}
