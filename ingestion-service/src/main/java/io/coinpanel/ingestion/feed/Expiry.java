package io.coinpanel.ingestion.feed;

/**
 * A subscription whose time has passed.
 *
 * @param expiresAt epoch milliseconds
 */
public record Expiry(long id, String symbol, long expiresAt) {}
