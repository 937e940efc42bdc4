package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Repeat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What makes a subscription fire. An owner has one live subscription of the same terms.
 *
 * @param symbol in lower case; existence is checked against the symbol list
 * @param cooldownSeconds not negative
 * @param expiresAt in whole milliseconds, or null for never
 */
public record Terms(
    String symbol,
    Condition condition,
    Repeat repeat,
    int cooldownSeconds,
    @Nullable Instant expiresAt) {}
