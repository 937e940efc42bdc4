package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import io.coinpanel.model.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A symbol's trades in the order of their ids, each matched once: the last one matched, which is
 * the trade cursor, and the subscriptions that the next one is matched against. Owned by the feed's
 * thread.
 */
final class TradeSequence {

  private static final Logger LOG = LoggerFactory.getLogger(TradeSequence.class);
  private static final long NONE = SequenceCheck.NONE;

  private final String symbol;
  private final FeedMetrics metrics;
  private final SymbolSubscriptions subscriptions;

  private long lastId = NONE;
  private long lastPrice;
  private long lastTime;
  private boolean cursorChanged;
  // The stored cursor, while trades up to it are matched again for what they leave behind.
  private @Nullable TradeCursor judged;
  // Since they were last taken.
  private long high = Long.MIN_VALUE;
  private long low = Long.MAX_VALUE;
  // Ever.
  private long found;
  private long missing;

  TradeSequence(String symbol, SymbolSubscriptions subscriptions, FeedMetrics metrics) {
    this.symbol = symbol;
    this.subscriptions = subscriptions;
    this.metrics = metrics;
  }

  boolean isEmpty() {
    return lastId == NONE;
  }

  /** {@link SequenceCheck#NONE} before the first. */
  long lastId() {
    return lastId;
  }

  /** Epoch milliseconds. */
  long lastTime() {
    return lastTime;
  }

  /** How a trade follows the last one. */
  SequenceCheck check(long id, long time) {
    return SequenceCheck.check(lastId, lastTime, id, time);
  }

  /** Continues at a stored trade cursor. */
  void restore(TradeCursor last) {
    judged = null;
    moveTo(last.tradeId(), last.price(), last.time());
    subscriptions.baseline(lastId, lastPrice, lastTime);
  }

  /** Goes back to an earlier trade: what follows is matched again and fires nothing. */
  void replayFrom(TradeCursor earlier) {
    judged = earlier.tradeId() < lastId ? cursor() : null;
    moveTo(earlier.tradeId(), earlier.price(), earlier.time());
  }

  /** Whether trades that were evaluated before are still to be matched again. */
  boolean isReplaying() {
    return judged != null;
  }

  /** Starts with a trade that is a baseline and crosses nothing. */
  void begin(long id, long price, long time, Batch batch) {
    judged = null;
    advance(id, price, time);
    storeCursor(batch);
    subscriptions.baseline(id, price, time);
  }

  /** Starts with the first of the trades held behind a gap. */
  void beginWith(ReorderBuffer held, Batch batch) {
    begin(held.id(), held.price(), held.time(), batch);
    held.dropFirst();
  }

  /** Starts again: the exchange has restarted its trade ids. */
  void restart(long id, long price, long time, Batch batch) {
    LOG.warn(
        "Trade ids of {} restarted at {} after {}; starting from a new baseline",
        symbol,
        id,
        lastId);
    metrics.restarted();
    begin(id, price, time, batch);
  }

  /** Matches a streamed trade that follows the last one. */
  void next(long id, long price, long time, Batch batch) {
    subscriptions.applyBaseline();
    match(id, id, price, time, Source.LIVE, batch);
  }

  /** Matches the trades of an aggregate that are not known yet, all of one price. */
  void backfill(AggregateTrade past, Batch batch) {
    subscriptions.applyBaselineBefore(past.time());
    long firstNew = Math.max(past.firstId(), lastId + 1);
    found += Math.max(0, past.lastId() - Math.max(firstNew, cursor().tradeId() + 1) + 1);
    match(firstNew, past.lastId(), past.price(), past.time(), Source.BACKFILL, batch);
  }

  /** Matches the first trade after a gap that cannot be filled with the last one before it. */
  void compareAcrossGap(long id, long price, long time, Batch batch) {
    TradeCursor known = judged;
    if (known != null) {
      // All that is left of what was to be matched again.
      match(known.tradeId(), known.tradeId(), known.price(), known.time(), Source.GAP, batch);
    }
    missing += isEmpty() ? 0 : id - lastId - 1;
    match(id, id, price, time, Source.GAP, batch);
    subscriptions.applyBaseline();
  }

  /** No trade has an id up to this one that has not been matched. */
  void skipTo(long id) {
    lastId = id;
  }

  private void match(long id, long upTo, long price, long time, Source source, Batch batch) {
    int before = batch.crossings().size();
    long inOrder = Math.max(time, lastTime); // time never goes back for what is judged by it
    subscriptions.trade(id, upTo, price, inOrder, source, batch.crossings());
    TradeCursor known = judged;
    if (known != null && upTo <= known.tradeId()) {
      moveTo(upTo, price, inOrder);
      judged = upTo == known.tradeId() ? null : known;
      return;
    }
    judged = null;
    advance(upTo, price, inOrder);
    if (batch.crossings().size() != before) {
      storeCursor(batch);
    }
  }

  private void moveTo(long id, long price, long time) {
    lastId = id;
    lastPrice = price;
    lastTime = time;
  }

  private void advance(long id, long price, long time) {
    moveTo(id, price, time);
    high = Math.max(high, price);
    low = Math.min(low, price);
    cursorChanged = true;
  }

  /** Has the trade cursor stored with this batch. */
  void storeCursor(Batch batch) {
    batch.cursors().put(symbol, cursor());
  }

  /** The trade cursor to store, if it has moved since the last call. */
  @Nullable TradeCursor takeChangedCursor() {
    if (!cursorChanged || isEmpty() || isReplaying()) {
      return null;
    }
    cursorChanged = false;
    return cursor();
  }

  /** The prices since the last call, in which there was a trade. */
  PriceWindow takePriceWindow() {
    PriceWindow window = new PriceWindow(lastPrice, lastTime, high, low);
    high = Long.MIN_VALUE;
    low = Long.MAX_VALUE;
    return window;
  }

  /** How many trades were ever found in history. */
  long found() {
    return found;
  }

  /** How many trades could ever not be had. */
  long missing() {
    return missing;
  }

  /** Of trades that have been evaluated: what is matched again does not move it. */
  TradeCursor cursor() {
    return judged != null ? judged : new TradeCursor(lastId, lastPrice, lastTime);
  }
}
