package io.coinpanel.ingestion.feed;

/**
 * A symbol's last processed trade.
 *
 * @param price units of {@link io.coinpanel.model.Price}
 * @param time epoch milliseconds
 */
public record TradeCursor(long tradeId, long price, long time) {}
