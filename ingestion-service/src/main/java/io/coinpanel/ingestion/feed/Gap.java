package io.coinpanel.ingestion.feed;

/**
 * A confirmed gap or doubt in a symbol's trades.
 *
 * @param historyFrom start of the history request, epoch milliseconds by the exchange's clock
 * @param lastId id of the last known trade, or {@link SequenceCheck#NONE}
 * @param since when the first trade went missing, monotonic nanoseconds
 * @param due when to request history, monotonic nanoseconds
 * @param isConfirmed whether trades are certainly missing, with later trades buffered
 */
public record Gap(
    String symbol, long historyFrom, long lastId, long since, long due, boolean isConfirmed) {}
