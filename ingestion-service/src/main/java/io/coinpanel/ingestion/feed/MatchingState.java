package io.coinpanel.ingestion.feed;

/**
 * What a symbol's conditions remember, as it stood at a trade.
 *
 * @param at all trades up to this one are in it, and none later
 * @param bytes as the matcher writes and reads it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MatchingState(TradeCursor at, byte[] bytes) {}
