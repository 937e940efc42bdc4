package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.webserver.protocol.Command.Subscribe;
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
}
