package io.coinpanel.ingestion.feed;

/**
 * That trades of a symbol are missing, or may be.
 *
 * @param historyFrom where history has to begin, epoch milliseconds by the exchange's clock
 * @param lastId id of the last known trade, or {@link SequenceGuard#NONE}
 * @param since when the first trade went missing, monotonic nanoseconds
 * @param due when history is to be asked, monotonic nanoseconds
 * @param isVisible whether they are missing for certain, with later trades held back behind them
 */
public record Gap(
    String symbol, long historyFrom, long lastId, long since, long due, boolean isVisible) {}
