package io.coinpanel.ingestion;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.ingestion.exchange.binance.BinanceRestClient;
import io.coinpanel.ingestion.exchange.binance.BinanceStreams;
import io.coinpanel.ingestion.exchange.binance.ConnectionAttemptLimit;
import io.coinpanel.ingestion.exchange.binance.StreamEnvironment;
import io.coinpanel.ingestion.exchange.binance.StreamMetrics;
import io.coinpanel.ingestion.exchange.binance.StreamTimeouts;
import io.coinpanel.ingestion.feed.FeedClocks;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.SplittableRandom;

/**
 * The exchange as this process uses it. It outlives leaderships, since the exchange's limits belong
 * to the address.
 */
final class ExchangeClient {

  private final IngestionSettings settings;
  private final FeedClocks clocks;
  private final BinanceRestClient rest;
  private final StreamEnvironment environment;

  ExchangeClient(IngestionSettings settings, FeedClocks clocks, MeterRegistry registry) {
    this.settings = settings;
    this.clocks = clocks;
    IngestionSettings.Timeouts timeouts = settings.timeouts();
    this.rest =
        new BinanceRestClient(
            settings.restUri(),
            timeouts.history(),
            clocks.wall(),
            clocks.monotonic(),
            clocks.exchange(),
            registry);
    this.environment =
        new StreamEnvironment(
            clocks.wall(),
            clocks.monotonic(),
            new SplittableRandom(),
            new StreamTimeouts(timeouts.stream(), timeouts.reconnect(), timeouts.confirmation()),
            new ConnectionAttemptLimit(clocks.monotonic()),
            new StreamMetrics(registry));
  }

  /** The local clocks, and the exchange's as estimated from its responses and trades. */
  FeedClocks clocks() {
    return clocks;
  }

  /** Trade history and symbol list. */
  BinanceRestClient rest() {
    return rest;
  }

  /** New streams, not started yet. */
  BinanceStreams streams(SymbolSlots slots, TradeSink sink) {
    return new BinanceStreams(settings.webSocketUri(), slots, sink, environment);
  }
}
