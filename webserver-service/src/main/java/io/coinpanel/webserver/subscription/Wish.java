package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.webserver.protocol.Command.Subscribe;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What makes two live subscriptions of a connection the same. */
record Wish(
    long connectionId,
    String symbol,
    Price threshold,
    Condition condition,
    Repeat repeat,
    int cooldownSeconds,
    @Nullable Instant expiresAt) {

  static Wish of(long connectionId, Subscribe command) {
    return new Wish(
        connectionId,
        command.symbol(),
        command.threshold(),
        command.condition(),
        command.repeat(),
        command.cooldownSeconds(),
        command.expiresAt());
  }
}
