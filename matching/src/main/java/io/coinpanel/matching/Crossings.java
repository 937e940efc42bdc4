package io.coinpanel.matching;

import io.coinpanel.model.Source;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/**
 * Results of matching not yet stored, in columns: notifications, last firing times, finished
 * subscriptions. Reused across batches.
 */
public final class Crossings {

  private static final int SUBSCRIPTION = 0;
  private static final int OWNER = 1;
  private static final int TRADE_ID = 2;
  private static final int PRICE = 3;
  private static final int PREVIOUS_PRICE = 4;
  private static final int TRADE_TIME = 5;
  private static final int COLUMNS = 6;
  private static final long NO_TIME = Long.MIN_VALUE;

  private long[] rows = new long[COLUMNS * 64];
  private Source[] sources = new Source[64];
  private int size;
  private final Long2LongHashMap lastFired = new Long2LongHashMap(NO_TIME);
  private final LongArrayList finished = new LongArrayList();

  void add(long subscription, long owner, MatchedTrade trade) {
    if (size == sources.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
      sources = Arrays.copyOf(sources, size * 2);
    }
    int at = size * COLUMNS;
    rows[at + SUBSCRIPTION] = subscription;
    rows[at + OWNER] = owner;
    rows[at + TRADE_ID] = trade.id;
    rows[at + PRICE] = trade.price;
    rows[at + PREVIOUS_PRICE] = trade.previousPrice;
    rows[at + TRADE_TIME] = trade.time;
    sources[size++] = trade.source;
  }

  void recordLastFired(long subscription, long tradeTime) {
    lastFired.put(subscription, tradeTime);
  }

  /** A subscription that has finished. */
  public void finish(long subscription) {
    finished.addLong(subscription);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0 && finished.isEmpty();
  }

  // -- columns; rows are in the order in which their trades were matched

  public long subscription(int row) {
    return rows[row * COLUMNS + SUBSCRIPTION];
  }

  public long owner(int row) {
    return rows[row * COLUMNS + OWNER];
  }

  public long tradeId(int row) {
    return rows[row * COLUMNS + TRADE_ID];
  }

  /** Units of {@link io.coinpanel.model.Price}, as the previous one. */
  public long price(int row) {
    return rows[row * COLUMNS + PRICE];
  }

  public long previousPrice(int row) {
    return rows[row * COLUMNS + PREVIOUS_PRICE];
  }

  /** Epoch milliseconds. */
  public long tradeTime(int row) {
    return rows[row * COLUMNS + TRADE_TIME];
  }

  public Source source(int row) {
    return sources[row];
  }

  /** Trade times of the last notifications, by subscription, where there is a cooldown. */
  public Long2LongHashMap lastFired() {
    return lastFired;
  }

  /** Ids of finished subscriptions. */
  public LongArrayList finished() {
    return finished;
  }

  /** Takes out the crossings of these subscriptions. */
  public void drop(LongHashSet subscriptions) {
    int kept = 0;
    for (int row = 0; row < size; row++) {
      if (!subscriptions.contains(subscription(row))) {
        System.arraycopy(rows, row * COLUMNS, rows, kept * COLUMNS, COLUMNS);
        sources[kept++] = sources[row];
      }
    }
    size = kept;
  }

  public void clear() {
    size = 0;
    lastFired.clear();
    finished.clear();
  }
}
