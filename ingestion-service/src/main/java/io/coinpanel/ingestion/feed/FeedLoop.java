package io.coinpanel.ingestion.feed;

import com.lmax.disruptor.EventHandler;
import io.coinpanel.matching.WatchedSubscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the feed's thread does: takes trades and tasks from the queue one by one, and is the only
 * one to touch the symbols and the batch.
 */
final class FeedLoop implements EventHandler<FeedEvent> {

  private static final int MAX_PRICE_WATCHES = 100;

  private final FeedClocks clocks;
  private final FeedMetrics metrics;
  private final WatchedSymbols symbols;
  private final OpenBatch openBatch;
  private GapListener gapListener = gap -> {};
  // Time of the last streamed trade, until its lag is recorded.
  private long lastTime;
  private boolean failed;

  FeedLoop(FeedClocks clocks, FeedMetrics metrics, WatchedSymbols symbols, OpenBatch openBatch) {
    this.clocks = clocks;
    this.metrics = metrics;
    this.symbols = symbols;
    this.openBatch = openBatch;
  }

  /** Before the thread starts. */
  void gapListener(GapListener listener) {
    gapListener = listener;
  }

  @Override
  public void onEvent(FeedEvent event, long sequence, boolean endOfBatch)
      throws InterruptedException {
    Runnable task = event.task;
    event.task = null;
    if (failed) {
      return; // after a failure the batch may be incomplete
    }
    failed = true; // unless it gets past this
    if (task == null) {
      onTrade(event);
    } else {
      task.run();
    }
    if (endOfBatch && lastTime != 0) {
      recordLag();
    }
    openBatch.offer(endOfBatch);
    failed = false;
  }

  private void onTrade(FeedEvent event) {
    SymbolFeed feed = symbols.at(event.slot);
    if (feed == null) {
      return;
    }
    boolean wasComplete = feed.isComplete();
    SequenceCheck check = feed.onTrade(event.tradeId, event.price, event.time, openBatch.get());
    metrics.trade();
    lastTime = event.time;
    switch (check) {
      case DUPLICATE -> metrics.duplicate();
      case GAP -> {
        if (wasComplete) {
          metrics.gap();
        }
        activateAndFindGap(feed);
      }
      case FIRST, NEXT, RESTARTED -> {
        if (!wasComplete) {
          activateAndFindGap(feed);
        }
      }
    }
  }

  private void recordLag() {
    clocks.exchange().observeTrade(lastTime);
    metrics.lag(clocks.wall().millis() - lastTime);
    lastTime = 0;
  }

  // -- tasks

  /**
   * Something happened to a symbol that may activate subscriptions or show a gap; returns what is
   * missing. Nothing happens to a symbol that is not watched.
   */
  Optional<Gap> change(String symbol, Consumer<SymbolFeed> change) {
    SymbolFeed feed = symbols.find(symbol);
    if (feed == null) {
      return Optional.empty();
    }
    change.accept(feed);
    return activateAndFindGap(feed);
  }

  /** Takes new or updated subscriptions. */
  void update(List<WatchedSubscription> changed, boolean areActive) {
    bySymbol(changed, WatchedSubscription::symbol)
        .forEach(
            (symbol, subscriptions) -> {
              SymbolFeed feed = symbols.watch(symbol);
              feed.subscriptions().update(subscriptions, areActive);
              activateAndFindGap(feed);
            });
  }

  void withdraw(List<Withdrawal> withdrawn) {
    bySymbol(withdrawn, Withdrawal::symbol)
        .forEach(
            (symbol, subscriptions) ->
                symbols.ifWatched(symbol, feed -> feed.subscriptions().withdraw(subscriptions)));
  }

  private static <T> Map<String, List<T>> bySymbol(List<T> all, Function<T, String> symbol) {
    return all.stream().collect(Collectors.groupingBy(symbol));
  }

  void expire(Expiry expiry) {
    SymbolFeed feed = symbols.find(expiry.symbol());
    if (feed == null || feed.expire(expiry)) {
      openBatch.get().crossings().expire(expiry.id(), expiry.expiresAt());
    }
  }

  private Optional<Gap> activateAndFindGap(SymbolFeed feed) {
    Optional<Gap> missing = feed.missing();
    feed.activate(openBatch.get());
    feed.storeState(openBatch.get());
    missing.ifPresent(gapListener::onGap);
    return missing;
  }

  void storeCursors() {
    for (SymbolFeed feed : symbols.all()) {
      TradeCursor cursor = feed.takeChangedCursor();
      if (cursor != null) {
        openBatch.get().cursors().put(feed.symbol(), cursor);
        openBatch
            .get()
            .priceWindows()
            .merge(feed.symbol(), feed.takePriceWindow(), PriceWindow::followedBy);
      }
    }
  }

  /** Stores what conditions remember, where that is due. */
  void storeStates() {
    for (SymbolFeed feed : symbols.all()) {
      feed.storeState(openBatch.get());
    }
  }

  /** Stores cursors and what conditions remember, whether that is due or not. */
  void storeAll(Runnable onCommitted) {
    storeCursors();
    for (SymbolFeed feed : symbols.all()) {
      feed.storeStateNow(openBatch.get());
    }
    openBatch.get().onCommitted(onCommitted);
  }

  void checkBlindness() {
    for (SymbolFeed feed : symbols.all()) {
      FeedState state = feed.checkBlindness();
      if (state != null) {
        openBatch.get().feedStates().put(feed.symbol(), state);
      }
    }
  }

  void restore(StaleFeed stale) {
    SymbolFeed feed = symbols.find(stale.symbol());
    if (feed == null) {
      openBatch.get().feedStates().put(stale.symbol(), null);
    } else {
      feed.restore(stale.state());
    }
  }

  /** Keeps symbols watched for their prices: the first of those without subscriptions. */
  void watchPrices(List<String> asked) {
    int left = MAX_PRICE_WATCHES;
    for (String symbol : asked) {
      SymbolFeed feed = symbols.find(symbol);
      boolean isSubscribed = feed != null && feed.subscriptions().isWanted();
      if (isSubscribed || left-- > 0) {
        symbols.watch(symbol).subscriptions().keepStream();
      }
    }
  }

  void dropIdleSymbols() {
    for (String symbol : symbols.dropIdle()) {
      openBatch.get().cursors().put(symbol, null);
      openBatch.get().priceWindows().remove(symbol);
      openBatch.get().feedStates().put(symbol, null);
      openBatch.get().matchingStates().put(symbol, null);
    }
  }
}
