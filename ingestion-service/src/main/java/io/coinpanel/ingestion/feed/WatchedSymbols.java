package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeStreams;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watched symbols, by name and by slot, each subscribed at the exchange as long as it is in
 * here. Owned by the feed's thread.
 */
final class WatchedSymbols {

  /** How long a symbol stays subscribed without subscriptions. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  // About 40 MB of held trades.
  private static final int MAX_HELD = 1_000_000;

  private final SymbolSlots slots;
  private final FeedClocks clocks;
  private final FeedMetrics metrics;
  private final ReorderBudget held = new ReorderBudget(MAX_HELD);
  private final Map<String, SymbolFeed> bySymbol = new HashMap<>();
  private @Nullable SymbolFeed[] bySlot = new SymbolFeed[64];
  private @Nullable TradeStreams streams;

  WatchedSymbols(SymbolSlots slots, FeedClocks clocks, FeedMetrics metrics) {
    this.slots = slots;
    this.clocks = clocks;
    this.metrics = metrics;
  }

  /** Before the feed's thread starts. */
  void streams(TradeStreams tradeStreams) {
    streams = tradeStreams;
  }

  /** The symbol of a slot, or null if it is not watched. */
  @Nullable SymbolFeed at(int slot) {
    return slot < bySlot.length ? bySlot[slot] : null;
  }

  @Nullable SymbolFeed find(String symbol) {
    return bySymbol.get(symbol);
  }

  /** Does it with a symbol, unless that is not watched. */
  void ifWatched(String symbol, Consumer<SymbolFeed> action) {
    SymbolFeed feed = bySymbol.get(symbol);
    if (feed != null) {
      action.accept(feed);
    }
  }

  Collection<SymbolFeed> all() {
    return bySymbol.values();
  }

  /** The symbol, watched from now on. */
  SymbolFeed watch(String symbol) {
    SymbolFeed known = bySymbol.get(symbol);
    return known != null ? known : open(symbol);
  }

  private SymbolFeed open(String symbol) {
    int slot = slots.assign(symbol);
    SymbolFeed feed = new SymbolFeed(symbol, slot, clocks, held, metrics);
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, slot * 2);
    }
    bySlot[slot] = feed;
    bySymbol.put(symbol, feed);
    if (streams != null) {
      streams.subscribe(symbol);
    }
    return feed;
  }

  /** Stops watching symbols that have had no subscriptions for a while; returns their names. */
  List<String> dropIdle() {
    List<SymbolFeed> idle =
        bySymbol.values().stream()
            .filter(feed -> feed.subscriptions().idleNanos() > GRACE.toNanos())
            .toList();
    idle.forEach(this::drop);
    return idle.stream().map(SymbolFeed::symbol).toList();
  }

  private void drop(SymbolFeed feed) {
    bySymbol.remove(feed.symbol());
    bySlot[feed.slot()] = null;
    feed.close();
    if (streams != null) {
      streams.unsubscribe(feed.symbol());
    }
  }
}
