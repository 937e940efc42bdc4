package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.ingestion.exchange.TradeStreams;
import io.coinpanel.matching.MatcherStart;
import io.coinpanel.matching.WatchedSubscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every trade of the watched symbols, once and in order. Its methods only enqueue, and block while
 * the queue is full; {@link FeedLoop} does the rest on the feed's own thread.
 */
public final class Feed implements TradeSink, AutoCloseable {

  private final FeedClocks clocks;
  private final FeedMetrics metrics;
  private final Duration window;
  private final FeedQueue queue;

  // Owned by the feed's thread.
  private final WatchedSymbols symbols;
  private final OpenBatch openBatch;
  private final FeedLoop loop;

  /**
   * @param window how old a gap may be and still be filled from history
   * @param onFailure called when the feed's thread failed; the feed is then unusable
   */
  public Feed(
      SymbolSlots slots,
      FeedClocks clocks,
      Duration window,
      BatchSink sink,
      FeedMetrics metrics,
      Consumer<Throwable> onFailure) {
    this.clocks = clocks;
    this.window = window;
    this.metrics = metrics;
    this.symbols = new WatchedSymbols(slots, clocks, metrics);
    this.openBatch = new OpenBatch(sink);
    this.loop = new FeedLoop(clocks, metrics, symbols, openBatch);
    this.queue = new FeedQueue(loop, onFailure);
  }

  /** Starts with the given streams and gap listener. */
  public void start(TradeStreams streams, GapListener listener) {
    symbols.streams(streams);
    loop.gapListener(listener);
    metrics.queue(queue::depth);
    queue.start();
  }

  // -- from the streams

  @Override
  public void trade(int slot, long id, long price, long time) {
    queue.trade(slot, id, price, time);
  }

  @Override
  public void streamOpened(String symbol) {
    change(symbol, SymbolFeed::streamOpened);
  }

  @Override
  public void streamLost(String symbol) {
    queue.run(() -> symbols.ifWatched(symbol, SymbolFeed::streamLost));
  }

  @Override
  public void tradeUnreadable(String symbol) {
    change(symbol, SymbolFeed::tradeUnreadable);
  }

  // -- from subscriptions and their clocks

  /**
   * Resumes a symbol at its stored trade cursor.
   *
   * @param last null if it has not traded since it was first watched
   * @param from when its trades were first followed, in epoch milliseconds by the exchange's clock
   * @param downtime downtime of the feed
   */
  public void restore(String symbol, @Nullable TradeCursor last, long from, Duration downtime) {
    long since = clocks.monotonic().nanoTime() - downtime.toNanos();
    queue.run(() -> symbols.watch(symbol).restore(last, from, since));
  }

  /**
   * Resumes what a symbol's conditions remember; after its trade cursor is restored and before its
   * subscriptions are.
   *
   * @param fired notifications written since, the last one of each subscription
   */
  public void restore(String symbol, MatchingState state, Map<Long, MatcherStart> fired) {
    queue.run(() -> symbols.ifWatched(symbol, feed -> feed.restore(state, fired)));
  }

  /** Restores active subscriptions. */
  public void restore(List<ActiveSubscription> active) {
    queue.run(() -> active.forEach(one -> symbols.watch(one.subscription().symbol()).restore(one)));
  }

  /**
   * Restores subscriptions that have expired, of symbols whose trade cursor is at an earlier trade:
   * history may bring more.
   */
  public void restoreExpired(List<ActiveSubscription> expired) {
    queue.run(
        () ->
            expired.forEach(one -> symbols.watch(one.subscription().symbol()).restoreExpired(one)));
  }

  /** All active subscriptions are restored. */
  public void restored() {
    queue.run(() -> symbols.all().forEach(SymbolFeed::restored));
  }

  /**
   * Takes subscriptions that are pending according to the table: new ones, and updated ones that
   * start with a new baseline. Each becomes active once its symbol's stream is confirmed.
   */
  public void watch(List<WatchedSubscription> pending) {
    queue.run(() -> loop.update(pending, false));
  }

  /** Takes new terms of subscriptions that are active according to the table. */
  public void update(List<WatchedSubscription> active) {
    queue.run(() -> loop.update(active, true));
  }

  /** Stops evaluating subscriptions. */
  public void withdraw(List<Withdrawal> withdrawn) {
    queue.run(() -> loop.withdraw(withdrawn));
  }

  /**
   * Finishes expired subscriptions once doubt is resolved. Trades before the expiry still count,
   * however late they are found.
   */
  public void expire(List<Expiry> expired) {
    queue.run(() -> expired.forEach(loop::expire));
  }

  /** All subscription changes up to this snapshot were applied. */
  public void advanceSnapshot(String snapshot) {
    queue.run(() -> openBatch.advanceSnapshot(snapshot));
  }

  /** Restores that trades were not seen; after the subscriptions are restored. */
  public void restoreStale(List<StaleFeed> stale) {
    queue.run(() -> stale.forEach(loop::restore));
  }

  /**
   * Watches symbols for their prices, also without subscriptions. Called again and again: a symbol
   * is kept as long as one without subscriptions is.
   *
   * @param asked those asked for longest first; only so many are watched
   */
  public void watchPrices(List<String> asked) {
    queue.run(() -> loop.watchPrices(asked));
  }

  /**
   * Stores trade cursors and prices, and which symbols are stale; stops watching symbols that
   * nobody wants. Called once a second.
   */
  public void sweep() {
    queue.run(loop::storeCursors);
    queue.run(loop::checkBlindness);
    queue.run(loop::storeStates);
    queue.run(() -> symbols.all().forEach(feed -> feed.forgetExpired(window)));
    queue.run(loop::dropIdleSymbols);
  }

  /**
   * Stores trade cursors and what conditions remember, unless the queue is full; completes when
   * they are durable, and never if the feed or its log ends before.
   */
  public CompletableFuture<Void> storeAll() {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    queue.tryRun(() -> loop.storeAll(() -> stored.complete(null)));
    return stored;
  }

  // -- from history

  /**
   * The history request due for a symbol; empty if nothing is missing or it is no longer watched.
   */
  CompletableFuture<Optional<Gap>> requestHistory(String symbol) {
    return queue.query(
        () -> {
          symbols.ifWatched(symbol, SymbolFeed::historyRequested);
          return Optional.ofNullable(symbols.find(symbol)).flatMap(SymbolFeed::missing);
        });
  }

  /** Applies past trades and returns what is still missing. */
  CompletableFuture<Optional<Gap>> applyHistory(String symbol, HistoryPage page) {
    return query(symbol, feed -> feed.applyHistory(page, openBatch.get()));
  }

  /** Continues without history. */
  CompletableFuture<Optional<Gap>> abandonHistory(Gap gap) {
    return query(gap.symbol(), feed -> feed.abandonHistory(gap.since(), openBatch.get()));
  }

  /** Wakes the feed to submit its batch. */
  public void wake() {
    queue.tryRun(() -> {});
  }

  @Override
  public void close() {
    queue.close();
  }

  private void change(String symbol, Consumer<SymbolFeed> change) {
    queue.run(() -> loop.change(symbol, change));
  }

  private CompletableFuture<Optional<Gap>> query(String symbol, Consumer<SymbolFeed> change) {
    return queue.query(() -> loop.change(symbol, change));
  }
}
