package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeHistory.PastTrades;
import io.coinpanel.ingestion.feed.HeldTrades.Held;
import io.coinpanel.ingestion.watch.SymbolWatch;
import io.coinpanel.ingestion.watch.WatchedSubscription;
import io.coinpanel.model.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One symbol's trades: stream and history made one sequence without gap or repetition, and handed
 * to its watch. Owned by the feed's thread.
 */
final class SymbolFeed {

  private final String symbol;
  private final int slot;
  private final SymbolWatch watch = new SymbolWatch();
  private final List<WatchedSubscription> waiting = new ArrayList<>();
  private final HeldTrades held = new HeldTrades();

  private long lastId;
  private long lastPrice;
  private long lastTime;
  // Since when trades are followed, while there has been none.
  private long openedAt;

  private boolean streaming;
  // Trades may be missing behind the last one: true from the loss of the stream until the next
  // trade or history says otherwise.
  private boolean doubtful;
  // History was given up: the next trade is judged although others may be missing before it.
  private boolean unfillable;
  // Up to when the feed was whole for certain, in epoch milliseconds: a gap is as old as this.
  private long wholeUntil;
  private long idleSince;
  private boolean moved;

  SymbolFeed(String symbol, int slot, long now) {
    this.symbol = symbol;
    this.slot = slot;
    this.openedAt = now;
    this.wholeUntil = now;
    this.idleSince = now;
  }

  String symbol() {
    return symbol;
  }

  int slot() {
    return slot;
  }

  /** Goes on where an earlier run stopped; without a last trade, if none was told before. */
  void restore(@Nullable Position last, long historyFrom, long wholeUntilTime) {
    if (last == null && lastId != 0) {
      return;
    }
    openedAt = historyFrom;
    wholeUntil = wholeUntilTime;
    doubtful = true;
    if (last != null) {
      lastId = last.tradeId();
      lastPrice = last.price();
      lastTime = last.time();
      watch.baseline(lastPrice);
    }
  }

  void restore(WatchedSubscription active) {
    watch.add(active);
  }

  /** Takes a subscription that becomes active when the stream is whole. */
  void await(WatchedSubscription subscription) {
    waiting.add(subscription);
  }

  boolean remove(long threshold, long subscription) {
    return watch.remove(threshold, subscription)
        || waiting.removeIf(waitingOne -> waitingOne.id() == subscription);
  }

  boolean isWanted() {
    return watch.size() > 0 || !waiting.isEmpty();
  }

  /**
   * Since when nobody wants it, given that nobody does now; {@code now} if somebody did till now.
   */
  long idleSince(long now) {
    if (isWanted()) {
      idleSince = now;
    }
    return idleSince;
  }

  void streamOpened(long now) {
    streaming = true;
    if (lastId == 0 && !doubtful) {
      openedAt = now;
      wholeUntil = now;
    }
  }

  void streamLost(long now) {
    if (isWhole()) {
      wholeUntil = now;
    }
    streaming = false;
    doubtful = true;
  }

  /** Whether every trade of the exchange up to now has been judged. */
  boolean isWhole() {
    return streaming && !doubtful && !unfillable && held.isEmpty();
  }

  /** Whether trades are missing for certain, not just perhaps. */
  boolean hasGap() {
    return !held.isEmpty();
  }

  /** Whether history has something to say: only once the stream is there to go on behind it. */
  boolean needsHistory() {
    return streaming && (doubtful || hasGap());
  }

  long wholeUntil() {
    return wholeUntil;
  }

  /** Where history has to begin, in epoch milliseconds. */
  long historyFrom() {
    return lastId == 0 ? openedAt : lastTime;
  }

  /** Makes the waiting subscriptions active. */
  void activate(long now, Batch batch) {
    Long price = lastId == 0 ? null : lastPrice;
    for (WatchedSubscription subscription : waiting) {
      watch.add(subscription);
      batch.activations().add(new Batch.Activation(subscription.id(), price, now));
    }
    waiting.clear();
    if (lastId != 0) {
      // What was traded before is not to be judged again for them after a restart.
      batch.positions().put(symbol, position());
    }
  }

  boolean isWaiting(long subscription) {
    return waiting.stream().anyMatch(one -> one.id() == subscription);
  }

  /**
   * Takes a trade from the stream.
   *
   * @return what it is to the ones before; behind a gap it is held
   */
  SequenceGuard live(long id, long price, long time, Batch batch) {
    if (lastId == 0 && doubtful && !unfillable) {
      held.hold(id, price, time);
      return SequenceGuard.GAP;
    }
    SequenceGuard sequence = SequenceGuard.judge(lastId, id);
    switch (sequence) {
      case FIRST -> begin(id, price, time, batch);
      case DUPLICATE -> {}
      case NEXT -> {
        judge(id, id, price, time, Source.LIVE, batch);
        drain(batch);
      }
      case GAP -> behindGap(id, price, time, batch);
    }
    return sequence;
  }

  private void behindGap(long id, long price, long time, Batch batch) {
    if (unfillable) {
      judge(id, id, price, time, Source.GAP, batch);
    } else {
      held.hold(id, price, time);
    }
  }

  /** Takes past trades; those the stream has given already are passed over. */
  void history(HistoryPage page, Batch batch) {
    for (PastTrades past : page.trades()) {
      Held live = held.first();
      if (live != null && past.firstId() >= live.id()) {
        if (lastId == 0) {
          begin(live.id(), live.price(), live.time(), batch); // nothing was traded before it
        }
        break;
      }
      if (past.lastId() > lastId) {
        past(past, batch);
      }
    }
    drain(batch);
    if (held.isEmpty() && page.isLast()) {
      whole();
    }
  }

  private void past(PastTrades past, Batch batch) {
    if (lastId == 0) {
      begin(past.lastId(), past.price(), past.time(), batch);
      doubtful = true;
      return;
    }
    boolean complete = past.firstId() <= lastId + 1;
    long id = Math.max(past.firstId(), lastId + 1);
    judge(
        id,
        past.lastId(),
        past.price(),
        past.time(),
        complete ? Source.BACKFILL : Source.GAP,
        batch);
    doubtful = true;
  }

  /** No history can be had: the first price behind the gap is judged against the last before it. */
  void giveUpHistory(Batch batch) {
    unfillable = true;
    Held first = held.first();
    if (first != null && lastId == 0) {
      begin(first.id(), first.price(), first.time(), batch);
    } else if (first != null) {
      judge(first.id(), first.id(), first.price(), first.time(), Source.GAP, batch);
    }
    doubtful = false;
    drain(batch);
  }

  private void drain(Batch batch) {
    for (Held next = held.first(); next != null && next.id() <= lastId + 1; next = held.first()) {
      held.dropFirst();
      if (next.id() > lastId) {
        judge(next.id(), next.id(), next.price(), next.time(), Source.LIVE, batch);
      }
    }
  }

  private void begin(long id, long price, long time, Batch batch) {
    move(id, price, time);
    batch.positions().put(symbol, position());
    watch.baseline(price);
    whole();
  }

  private void judge(long id, long upTo, long price, long time, Source source, Batch batch) {
    int before = batch.crossings().size();
    watch.trade(id, price, time, source, batch.crossings());
    move(upTo, price, time);
    if (batch.crossings().size() != before) {
      batch.positions().put(symbol, position());
    }
    whole();
  }

  private void move(long id, long price, long time) {
    lastId = id;
    lastPrice = price;
    lastTime = time;
    moved = true;
  }

  private void whole() {
    doubtful = false;
    unfillable = false;
  }

  /** The position to store, if it has moved since the last call. */
  @Nullable Position moved() {
    if (!moved || lastId == 0) {
      return null;
    }
    moved = false;
    return position();
  }

  private Position position() {
    return new Position(lastId, lastPrice, lastTime);
  }
}
