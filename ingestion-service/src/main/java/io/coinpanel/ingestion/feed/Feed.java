package io.coinpanel.ingestion.feed;

import com.lmax.disruptor.EventHandler;
import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.ingestion.exchange.TradeStreams;
import io.coinpanel.ingestion.watch.WatchedSubscription;
import java.time.Duration;
import java.time.InstantSource;
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

  /** How often {@link #sweep} is to be called. */
  public static final Duration SWEEP_INTERVAL = Duration.ofMillis(500);

  /** How long a symbol keeps its stream when nobody wants it any more. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final SymbolSlots slots;
  private final InstantSource clock;
  private final BatchOutlet outlet;
  private final FeedMetrics metrics;
  private final FeedQueue queue;

  private final Map<String, SymbolFeed> bySymbol = new HashMap<>();
  private @Nullable SymbolFeed[] bySlot = new SymbolFeed[64];
  private Batch batch = new Batch();
  private String followed = "";
  // Of the last trade from a stream, until its lag is told.
  private long lastTime;
  private @Nullable TradeStreams streams;
  private @Nullable Gaps gaps;

  /**
   * @param onFailure told when the feed's own thread failed, after which this feed is of no use
   */
  public Feed(
      SymbolSlots slots,
      InstantSource clock,
      BatchOutlet outlet,
      FeedMetrics metrics,
      Consumer<Throwable> onFailure) {
    this.slots = slots;
    this.clock = clock;
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
    queue.run(() -> with(symbol, feed -> feed.streamLost(clock.millis())));
  }

  @Override
  public void tradeUnreadable(String symbol) {
    queue.run(
        () ->
            with(
                symbol,
                feed -> {
                  feed.streamLost(clock.millis());
                  opened(feed);
                }));
  }

  // -- what subscriptions and their clocks tell

  /**
   * Goes on with a symbol where an earlier run stopped.
   *
   * @param last null if it has not traded since it was watched; where it has, that was told before
   * @param historyFrom from when on trades may be missing, in epoch milliseconds by trade time
   * @param wholeUntil how old the gap is for the backfill window, in epoch milliseconds
   */
  public void restore(String symbol, @Nullable Position last, long historyFrom, long wholeUntil) {
    queue.run(() -> watched(symbol).restore(last, historyFrom, wholeUntil));
  }

  /** Goes on judging subscriptions that were active before. */
  public void restore(List<WatchedSubscription> active) {
    queue.run(() -> active.forEach(one -> watched(one.symbol()).restore(one)));
  }

  /** Takes new subscriptions; each becomes active when its symbol's stream is whole. */
  public void watch(List<WatchedSubscription> added) {
    queue.run(() -> added.forEach(this::watch));
  }

  /** Stops judging subscriptions that were ended elsewhere. */
  public void end(List<WatchedSubscription> ended) {
    queue.run(
        () ->
            ended.forEach(
                one -> with(one.symbol(), feed -> feed.remove(one.threshold(), one.id()))));
  }

  /** Finishes subscriptions whose time has passed, once every trade before it has been judged. */
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
    queue.run(this::giveUpIdle);
  }

  // -- what history tells

  /** Where a symbol stands; empty if nothing is missing or it is no longer watched. */
  CompletableFuture<Optional<Gap>> gap(String symbol) {
    return queue.ask(() -> gapOf(bySymbol.get(symbol)));
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
  CompletableFuture<Optional<Gap>> giveUpHistory(String symbol) {
    return queue.ask(
        () -> {
          with(symbol, feed -> feed.giveUpHistory(batch));
          return settle(bySymbol.get(symbol));
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
    if (task == null) {
      live(event);
    } else {
      event.task = null;
      task.run();
    }
    if (endOfBatch && lastTime != 0) {
      metrics.lag(clock.millis() - lastTime);
      lastTime = 0;
    }
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
      case FIRST, NEXT -> {
        if (!whole) {
          settle(feed);
        }
      }
      case DUPLICATE -> metrics.duplicate();
      case GAP -> {
        if (whole) {
          metrics.gap();
        }
        settle(feed);
      }
    }
  }

  private void watch(WatchedSubscription subscription) {
    SymbolFeed feed = watched(subscription.symbol());
    feed.await(subscription);
    settle(feed);
  }

  private void opened(SymbolFeed feed) {
    feed.streamOpened(clock.millis());
    settle(feed);
  }

  private void expire(SymbolFeed feed, WatchedSubscription subscription) {
    boolean complete = feed.isWhole() || feed.isWaiting(subscription.id());
    if (complete && feed.remove(subscription.threshold(), subscription.id())) {
      batch.crossings().finish(subscription.id());
    }
  }

  /** Activates what waits if the symbol is whole, else sees to its gap. */
  private Optional<Gap> settle(@Nullable SymbolFeed feed) {
    if (feed != null && feed.isWhole()) {
      feed.activate(clock.millis(), batch);
    } else if (feed != null) {
      announce(feed);
    }
    return gapOf(feed);
  }

  private static Optional<Gap> gapOf(@Nullable SymbolFeed feed) {
    return Optional.ofNullable(feed)
        .filter(SymbolFeed::needsHistory)
        .map(one -> new Gap(one.symbol(), one.historyFrom(), one.wholeUntil(), one.hasGap()));
  }

  private void announce(SymbolFeed feed) {
    Gaps announced = gaps;
    if (announced != null) {
      gapOf(feed).ifPresent(announced::found);
    }
  }

  private SymbolFeed watched(String symbol) {
    SymbolFeed known = bySymbol.get(symbol);
    return known != null ? known : open(symbol);
  }

  private SymbolFeed open(String symbol) {
    int slot = slots.assign(symbol);
    SymbolFeed feed = new SymbolFeed(symbol, slot, clock.millis());
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
    long now = clock.millis();
    List<SymbolFeed> idle = new ArrayList<>();
    for (SymbolFeed feed : bySymbol.values()) {
      if (now - feed.idleSince(now) > GRACE.toMillis()) {
        idle.add(feed);
      }
    }
    idle.forEach(this::giveUp);
  }

  private void giveUp(SymbolFeed feed) {
    bySymbol.remove(feed.symbol());
    bySlot[feed.slot()] = null;
    batch.positions().put(feed.symbol(), null);
    if (streams != null) {
      streams.giveUp(feed.symbol());
    }
  }
}
