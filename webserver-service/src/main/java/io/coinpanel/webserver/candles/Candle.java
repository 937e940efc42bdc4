package io.coinpanel.webserver.candles;

import io.coinpanel.model.Price;

/**
 * The prices of one interval; the newest may not have ended.
 *
 * @param openTime when it began, in epoch milliseconds; the prices are units of {@link Price}
 */
public record Candle(long openTime, long open, long high, long low, long close) {}
