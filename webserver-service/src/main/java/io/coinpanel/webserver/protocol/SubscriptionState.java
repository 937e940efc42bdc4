package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.SubscriptionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as shown to clients.
 *
 * @param lastPrice the symbol's last price, or null if none has been seen
 * @param lastNotifiedAt when the last of its notifications was written, or null
 */
public record SubscriptionState(
    long id,
    String symbol,
    Condition condition,
    Price threshold,
    Repeat repeat,
    int cooldownSeconds,
    @Nullable Instant expiresAt,
    SubscriptionStatus status,
    Instant createdAt,
    @Nullable Price lastPrice,
    long notificationCount,
    @Nullable Instant lastNotifiedAt) {}
