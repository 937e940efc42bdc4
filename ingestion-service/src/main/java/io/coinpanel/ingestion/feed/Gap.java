package io.coinpanel.ingestion.feed;

/**
 * That trades of a symbol are missing, or may be.
 *
 * @param historyFrom where history has to begin, epoch milliseconds
 * @param since until when nothing was missing, epoch milliseconds
 * @param isVisible whether they are missing for certain, with later trades held back behind them
 */
public record Gap(String symbol, long historyFrom, long since, boolean isVisible) {}
