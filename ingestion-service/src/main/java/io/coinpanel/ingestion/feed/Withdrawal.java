package io.coinpanel.ingestion.feed;

/**
 * A subscription that is no longer to be evaluated: it is over or paused, or its terms are not
 * known.
 *
 * @param revision of the row
 * @param threshold units of {@link io.coinpanel.model.Price}, or zero if its condition has none
 */
public record Withdrawal(long id, int revision, String symbol, long threshold) {}
