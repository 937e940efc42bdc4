package io.coinpanel.ingestion.feed;

/**
 * A subscription that is active, and evaluated from its baseline on.
 *
 * @param since when it became active, epoch milliseconds by the exchange's clock
 */
record AwaitingBaseline(PendingSubscription pending, long since) {}
