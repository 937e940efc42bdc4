package io.coinpanel.ingestion.feed;

/**
 * A symbol that was stored as stale.
 *
 * @param symbol in lower case
 */
public record StaleFeed(String symbol, FeedState.Stale state) {}
