package io.coinpanel.ingestion.feed;

import io.coinpanel.matching.WatchedSubscription;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that is active according to the table.
 *
 * @param since when it became active, epoch milliseconds by the exchange's clock
 * @param baseline the last trade before; null if it was not known then
 */
public record ActiveSubscription(
    WatchedSubscription subscription, long since, @Nullable TradeCursor baseline) {}
