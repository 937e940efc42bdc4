package io.coinpanel.ingestion.feed;

import com.lmax.disruptor.EventHandler;
import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.ingestion.exchange.TradeStreams;
import io.coinpanel.matching.WatchedSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every trade of the watched symbols, once and in order. Owned by one thread; public methods only
 * enqueue and block while the queue is full.
 */
public final class Feed implements TradeSink, AutoCloseable {

  /** How long a symbol stays subscribed without subscriptions. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  // About 40 MB of buffered trades.
  private static final int MAX_HELD = 1_000_000;

  private final SymbolSlots slots;
  private final FeedClocks feedClocks;
  private final Duration window;
  private final BatchSink outlet;
  private final FeedMetrics metrics;
  private final FeedQueue queue;
  private final ReorderBuffer.Budget held = new ReorderBuffer.Budget(MAX_HELD);

  private final Map<String, SymbolFeed> bySymbol = new HashMap<>();
  private @Nullable SymbolFeed[] bySlot = new SymbolFeed[64];
  private Batch batch = new Batch();
  private String snapshot = "";
  // Time of the last streamed trade, until its lag is recorded.
  private long lastTime;
  private @Nullable TradeStreams streams;
  private @Nullable GapListener gapListener;
  private boolean failed;

  /**
   * @param window how old a gap may be and still be filled from history
   * @param onFailure called when the feed's thread failed; the feed is then unusable
   */
  public Feed(
      SymbolSlots slots,
      FeedClocks feedClocks,
      Duration window,
      BatchSink outlet,
      FeedMetrics metrics,
      Consumer<Throwable> onFailure) {
    this.slots = slots;
    this.feedClocks = feedClocks;
    this.window = window;
    this.outlet = outlet;
    this.metrics = metrics;
    EventHandler<FeedEvent> handler = (event, sequence, endOfBatch) -> handle(event, endOfBatch);
    this.queue = new FeedQueue(handler, onFailure);
  }

  /** Starts with the given streams and gap listener. */
  public void start(TradeStreams tradeStreams, GapListener announcedGaps) {
    streams = tradeStreams;
    gapListener = announcedGaps;
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
    queue.run(() -> ifWatched(symbol, feed -> opened(feed)));
  }

  @Override
  public void streamLost(String symbol) {
    queue.run(() -> ifWatched(symbol, SymbolFeed::streamLost));
  }

  @Override
  public void tradeUnreadable(String symbol) {
    queue.run(
        () ->
            ifWatched(
                symbol,
                feed -> {
                  feed.tradeUnreadable();
                  activateAndFindGap(feed);
                }));
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
    long since = feedClocks.monotonic().nanoTime() - downtime.toNanos();
    queue.run(() -> watched(symbol).restore(last, from, since));
  }

  /** Restores active subscriptions. */
  public void restore(List<WatchedSubscription> active) {
    queue.run(() -> active.forEach(one -> watched(one.symbol()).subscriptions().restore(one)));
  }

  /** Adds new subscriptions; each becomes active once its symbol's stream is confirmed. */
  public void watch(List<WatchedSubscription> added) {
    queue.run(() -> added.forEach(this::watch));
  }

  /** Removes subscriptions that were ended by webservers. */
  public void remove(List<WatchedSubscription> ended) {
    queue.run(
        () ->
            ended.forEach(
                one -> ifWatched(one.symbol(), feed -> feed.subscriptions().remove(one))));
  }

  /**
   * Finishes expired subscriptions once doubt is resolved. Trades before the expiry still count,
   * however late they are found.
   */
  public void expire(List<WatchedSubscription> expired) {
    queue.run(() -> expired.forEach(one -> ifWatched(one.symbol(), feed -> expire(feed, one))));
  }

  /** All subscription changes up to this snapshot were applied. */
  public void advanceSnapshot(String snapshot) {
    queue.run(
        () -> {
          this.snapshot = snapshot;
          if (batch.isEmpty()) {
            batch.snapshot(snapshot);
          }
        });
  }

  /** Stores trade cursors and stops watching symbols without subscriptions; called periodically. */
  public void sweep() {
    queue.run(this::storeCursors);
    queue.run(() -> bySymbol.values().forEach(feed -> feed.forgetExpired(window)));
    queue.run(this::stopWatchingIdle);
  }

  // -- from history

  /**
   * The history request due for a symbol; empty if nothing is missing or it is no longer watched.
   */
  CompletableFuture<Optional<Gap>> requestHistory(String symbol) {
    return queue.query(
        () -> {
          ifWatched(symbol, SymbolFeed::historyRequested);
          return missing(bySymbol.get(symbol));
        });
  }

  /** Applies past trades and returns what is still missing. */
  CompletableFuture<Optional<Gap>> applyHistory(String symbol, HistoryPage page) {
    return queue.query(
        () -> {
          ifWatched(symbol, feed -> feed.applyHistory(page, batch));
          return activateAndFindGap(bySymbol.get(symbol));
        });
  }

  /** Continues without history. */
  CompletableFuture<Optional<Gap>> abandonHistory(Gap gap) {
    return queue.query(
        () -> {
          ifWatched(gap.symbol(), feed -> feed.abandonHistory(gap.since(), batch));
          return activateAndFindGap(bySymbol.get(gap.symbol()));
        });
  }

  /** Wakes the feed to submit its batch. */
  public void wake() {
    queue.wake();
  }

  @Override
  public void close() {
    queue.close();
  }

  // -- from here on: the feed's thread

  private void handle(FeedEvent event, boolean endOfBatch) throws InterruptedException {
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
      feedClocks.exchange().observeTrade(lastTime);
      metrics.lag(feedClocks.wall().millis() - lastTime);
      lastTime = 0;
    }
    offer(endOfBatch);
    failed = false;
  }

  private void offer(boolean endOfBatch) throws InterruptedException {
    if (batch.isLarge()) {
      adopt(outlet.submit(batch));
    } else if (endOfBatch && !batch.isEmpty()) {
      Batch next = outlet.offer(batch);
      if (next != null) {
        adopt(next);
      }
    }
  }

  private void adopt(Batch next) {
    next.snapshot(snapshot);
    batch = next;
  }

  private void onTrade(FeedEvent event) {
    SymbolFeed feed = event.slot < bySlot.length ? bySlot[event.slot] : null;
    if (feed == null) {
      return;
    }
    boolean whole = feed.isComplete();
    SequenceCheck sequence = feed.onTrade(event.tradeId, event.price, event.time, batch);
    metrics.trade();
    lastTime = event.time;
    switch (sequence) {
      case DUPLICATE -> metrics.duplicate();
      case GAP -> {
        if (whole) {
          metrics.gap();
        }
        activateAndFindGap(feed);
      }
      case FIRST, NEXT, RESTARTED -> {
        if (!whole) {
          activateAndFindGap(feed);
        }
      }
    }
  }

  private void watch(WatchedSubscription subscription) {
    SymbolFeed feed = watched(subscription.symbol());
    feed.subscriptions().addPending(subscription);
    activateAndFindGap(feed);
  }

  private void opened(SymbolFeed feed) {
    feed.streamOpened();
    activateAndFindGap(feed);
  }

  private void expire(SymbolFeed feed, WatchedSubscription subscription) {
    if (feed.expire(subscription)) {
      batch.crossings().finish(subscription.id());
    }
  }

  /** Activates pending subscriptions and finds gaps. */
  private Optional<Gap> activateAndFindGap(@Nullable SymbolFeed feed) {
    Optional<Gap> missing = missing(feed);
    if (feed != null) {
      feed.activate(batch);
    }
    GapListener announced = gapListener;
    if (announced != null) {
      missing.ifPresent(announced::onGap);
    }
    return missing;
  }

  private static Optional<Gap> missing(@Nullable SymbolFeed feed) {
    return feed == null ? Optional.empty() : feed.missing();
  }

  private SymbolFeed watched(String symbol) {
    SymbolFeed known = bySymbol.get(symbol);
    return known != null ? known : open(symbol);
  }

  private SymbolFeed open(String symbol) {
    int slot = slots.assign(symbol);
    SymbolFeed feed = new SymbolFeed(symbol, slot, feedClocks, held, metrics);
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

  private void ifWatched(String symbol, Consumer<SymbolFeed> action) {
    SymbolFeed feed = bySymbol.get(symbol);
    if (feed != null) {
      action.accept(feed);
    }
  }

  private void storeCursors() {
    for (SymbolFeed feed : bySymbol.values()) {
      TradeCursor tradeCursor = feed.takeChangedCursor();
      if (tradeCursor != null) {
        batch.cursors().put(feed.symbol(), tradeCursor);
      }
    }
  }

  private void stopWatchingIdle() {
    List<SymbolFeed> idle = new ArrayList<>();
    for (SymbolFeed feed : bySymbol.values()) {
      if (feed.idleFor() > GRACE.toNanos()) {
        idle.add(feed);
      }
    }
    idle.forEach(this::stopWatching);
  }

  private void stopWatching(SymbolFeed feed) {
    bySymbol.remove(feed.symbol());
    bySlot[feed.slot()] = null;
    feed.close();
    batch.cursors().put(feed.symbol(), null);
    if (streams != null) {
      streams.unsubscribe(feed.symbol());
    }
  }
}
