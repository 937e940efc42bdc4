package io.coinpanel.ingestion.feed;

import io.coinpanel.matching.WatchedSubscription;

/**
 * A subscription that is to become active.
 *
 * @param earlier the place where its earlier terms are evaluated until then, or {@link
 *     io.coinpanel.matching.SymbolMatcher#NOT_HERE}
 */
record PendingSubscription(WatchedSubscription subscription, long earlier) {}
