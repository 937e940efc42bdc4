package io.coinpanel.testkit.conditions;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A notification, as far as the trades determine it.
 *
 * @param price of the trade, in units of 10^-8
 * @param previousPrice of the trade before it; null for a baseline
 * @param level the price that was reached or passed, always of 14 decimals; null for a run of
 *     {@code enter} or {@code leave} that began at the baseline
 * @param referencePrice the extreme that {@code rise}, {@code fall} and {@code move} moved from
 * @param barEnd epoch milliseconds
 */
public record Fired(
    long subscription,
    int revision,
    long tradeId,
    long price,
    @Nullable Long previousPrice,
    long time,
    Source source,
    @Nullable Direction direction,
    @Nullable BigDecimal level,
    @Nullable Long referencePrice,
    @Nullable Long barEnd) {}
