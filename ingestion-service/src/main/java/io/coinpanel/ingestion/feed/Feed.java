package io.coinpanel.ingestion.feed;

import com.lmax.disruptor.EventHandler;
import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.ingestion.exchange.TradeStreams;
import io.coinpanel.ingestion.watch.WatchedSubscription;
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
 * Every trade of the watched symbols, once and in order. One thread owns all that is in here; the
 * public methods only queue what it is to do, and block while the queue is full.
 */
public final class Feed implements TradeSink, AutoCloseable {

  /** How long a symbol keeps its stream when nobody wants it any more. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  // Some 40 MB of trades behind gaps.
  private static final int MOST_HELD = 1_000_000;

  private final SymbolSlots slots;
  private final Clocks clocks;
  private final Duration window;
  private final BatchOutlet outlet;
  private final FeedMetrics metrics;
  private final FeedQueue queue;
  private final HeldTrades.Budget held = new HeldTrades.Budget(MOST_HELD);

  private final Map<String, SymbolFeed> bySymbol = new HashMap<>();
  private @Nullable SymbolFeed[] bySlot = new SymbolFeed[64];
  private Batch batch = new Batch();
  private String followed = "";
  // Of the last trade from a stream, until its lag is told.
  private long lastTime;
  private @Nullable TradeStreams streams;
  private @Nullable Gaps gaps;
  private boolean failed;

  /**
   * @param window how old a gap may be and still be filled from history
   * @param onFailure told when the feed's own thread failed, after which this feed is of no use
   */
  public Feed(
      SymbolSlots slots,
      Clocks clocks,
      Duration window,
      BatchOutlet outlet,
      FeedMetrics metrics,
      Consumer<Throwable> onFailure) {
    this.slots = slots;
    this.clocks = clocks;
    this.window = window;
    this.outlet = outlet;
    this.metrics = metrics;
    EventHandler<FeedEvent> handler = (event, sequence, endOfBatch) -> handle(event, endOfBatch);
    this.queue = new FeedQueue(handler, onFailure);
  }

  /** Begins, with the streams to open and the place to announce gaps to. */
  public void start(TradeStreams tradeStreams, Gaps announcedGaps) {
    streams = tradeStreams;
    gaps = announcedGaps;
    metrics.queue(queue::depth);
    queue.start();
  }

  // -- what streams tell

  @Override
  public void trade(int slot, long id, long price, long time) {
    queue.trade(slot, id, price, time);
  }

  @Override
  public void streamOpened(String symbol) {
    queue.run(() -> with(symbol, feed -> opened(feed)));
  }

  @Override
  public void streamLost(String symbol) {
    queue.run(() -> with(symbol, SymbolFeed::streamLost));
  }

  @Override
  public void tradeUnreadable(String symbol) {
    queue.run(
        () ->
            with(
                symbol,
                feed -> {
                  feed.tradeUnreadable();
                  settle(feed);
                }));
  }

  // -- what subscriptions and their clocks tell

  /**
   * Goes on with a symbol where an earlier run stopped.
   *
   * @param last null if it has not traded since it was watched; where it has, that was told before
   * @param from when its trades were first followed, in epoch milliseconds by the exchange's clock
   * @param unfollowed for how long nobody has followed it
   */
  public void restore(String symbol, @Nullable Position last, long from, Duration unfollowed) {
    long since = clocks.monotonic().nanoTime() - unfollowed.toNanos();
    queue.run(() -> watched(symbol).restore(last, from, since));
  }

  /** Goes on judging subscriptions that were active before. */
  public void restore(List<WatchedSubscription> active) {
    queue.run(() -> active.forEach(one -> watched(one.symbol()).subscriptions().restore(one)));
  }

  /** Takes new subscriptions; each becomes active when its symbol's stream is there. */
  public void watch(List<WatchedSubscription> added) {
    queue.run(() -> added.forEach(this::watch));
  }

  /** Stops judging subscriptions that were ended elsewhere. */
  public void end(List<WatchedSubscription> ended) {
    queue.run(
        () -> ended.forEach(one -> with(one.symbol(), feed -> feed.subscriptions().remove(one))));
  }

  /**
   * Finishes subscriptions whose time has passed, once what may be missing has been looked for.
   * Trades before that time are judged for them however late they are found.
   */
  public void expire(List<WatchedSubscription> expired) {
    queue.run(() -> expired.forEach(one -> with(one.symbol(), feed -> expire(feed, one))));
  }

  /** Every change of subscriptions up to this snapshot has been told. */
  public void followed(String snapshot) {
    queue.run(
        () -> {
          followed = snapshot;
          if (batch.isEmpty()) {
            batch.since(snapshot);
          }
        });
  }

  /** Stores where symbols stand and gives up those that nobody wants; to be called regularly. */
  public void sweep() {
    queue.run(this::storePositions);
    queue.run(() -> bySymbol.values().forEach(feed -> feed.forgetExpired(window)));
    queue.run(this::giveUpIdle);
  }

  // -- what history tells

  /**
   * What history is to be asked for a symbol now, after which the answer is expected; empty if
   * nothing is missing or it is no longer watched.
   */
  CompletableFuture<Optional<Gap>> askHistory(String symbol) {
    return queue.ask(
        () -> {
          with(symbol, SymbolFeed::historyAsked);
          return missing(bySymbol.get(symbol));
        });
  }

  /** Takes past trades, and answers what is missing still. */
  CompletableFuture<Optional<Gap>> history(String symbol, HistoryPage page) {
    return queue.ask(
        () -> {
          with(symbol, feed -> feed.history(page, batch));
          return settle(bySymbol.get(symbol));
        });
  }

  /** Goes on without history. */
  CompletableFuture<Optional<Gap>> giveUpHistory(Gap gap) {
    return queue.ask(
        () -> {
          with(gap.symbol(), feed -> feed.giveUpHistory(gap.since(), batch));
          return settle(bySymbol.get(gap.symbol()));
        });
  }

  /** Looks at the batch now, as there is room for it. */
  public void nudge() {
    queue.nudge();
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
      return; // a batch could lack what the failure has kept out of it
    }
    failed = true; // unless it gets past this
    if (task == null) {
      live(event);
    } else {
      task.run();
    }
    if (endOfBatch && lastTime != 0) {
      clocks.exchange().traded(lastTime);
      metrics.lag(clocks.wall().millis() - lastTime);
      lastTime = 0;
    }
    offer(endOfBatch);
    failed = false;
  }

  private void offer(boolean endOfBatch) throws InterruptedException {
    if (batch.isLarge()) {
      began(outlet.hand(batch));
    } else if (endOfBatch && !batch.isEmpty()) {
      Batch next = outlet.offer(batch);
      if (next != null) {
        began(next);
      }
    }
  }

  private void began(Batch next) {
    next.since(followed);
    batch = next;
  }

  private void live(FeedEvent event) {
    SymbolFeed feed = event.slot < bySlot.length ? bySlot[event.slot] : null;
    if (feed == null) {
      return;
    }
    boolean whole = feed.isWhole();
    SequenceGuard sequence = feed.live(event.tradeId, event.price, event.time, batch);
    metrics.trade();
    lastTime = event.time;
    switch (sequence) {
      case DUPLICATE -> metrics.duplicate();
      case GAP -> {
        if (whole) {
          metrics.gap();
        }
        settle(feed);
      }
      case FIRST, NEXT, RESTARTED -> {
        if (!whole) {
          settle(feed);
        }
      }
    }
  }

  private void watch(WatchedSubscription subscription) {
    SymbolFeed feed = watched(subscription.symbol());
    feed.subscriptions().await(subscription);
    settle(feed);
  }

  private void opened(SymbolFeed feed) {
    feed.streamOpened();
    settle(feed);
  }

  private void expire(SymbolFeed feed, WatchedSubscription subscription) {
    if (feed.expire(subscription)) {
      batch.crossings().finish(subscription.id());
    }
  }

  /** Activates what can be, and sees to what is missing. */
  private Optional<Gap> settle(@Nullable SymbolFeed feed) {
    Optional<Gap> missing = missing(feed);
    if (feed != null) {
      feed.activate(batch);
    }
    Gaps announced = gaps;
    if (announced != null) {
      missing.ifPresent(announced::found);
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
    SymbolFeed feed = new SymbolFeed(symbol, slot, clocks, held, metrics);
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, slot * 2);
    }
    bySlot[slot] = feed;
    bySymbol.put(symbol, feed);
    if (streams != null) {
      streams.open(symbol);
    }
    return feed;
  }

  private void with(String symbol, Consumer<SymbolFeed> action) {
    SymbolFeed feed = bySymbol.get(symbol);
    if (feed != null) {
      action.accept(feed);
    }
  }

  private void storePositions() {
    for (SymbolFeed feed : bySymbol.values()) {
      Position position = feed.moved();
      if (position != null) {
        batch.positions().put(feed.symbol(), position);
      }
    }
  }

  private void giveUpIdle() {
    List<SymbolFeed> idle = new ArrayList<>();
    for (SymbolFeed feed : bySymbol.values()) {
      if (feed.idleFor() > GRACE.toNanos()) {
        idle.add(feed);
      }
    }
    idle.forEach(this::giveUp);
  }

  private void giveUp(SymbolFeed feed) {
    bySymbol.remove(feed.symbol());
    bySlot[feed.slot()] = null;
    feed.close();
    batch.positions().put(feed.symbol(), null);
    if (streams != null) {
      streams.giveUp(feed.symbol());
    }
  }
}
