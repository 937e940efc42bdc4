package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.ExchangeClock;
import java.time.InstantSource;
import org.agrona.concurrent.NanoClock;

/**
 * The clocks of the feed.
 *
 * @param wall ours, for what is stored or shown
 * @param monotonic for ages and pauses
 * @param exchange for what is compared with trade times
 */
public record FeedClocks(InstantSource wall, NanoClock monotonic, ExchangeClock exchange) {}
