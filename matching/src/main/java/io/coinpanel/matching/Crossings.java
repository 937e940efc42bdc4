package io.coinpanel.matching;

import io.coinpanel.model.Source;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;

/**
 * Results of matching not yet stored, in columns: notifications, last firing times, subscriptions
 * that are over. Reused across batches.
 */
public final class Crossings {

  private static final int SUBSCRIPTION = 0;
  private static final int OWNER = 1;
  private static final int TRADE_ID = 2;
  private static final int PRICE = 3;
  private static final int PREVIOUS_PRICE = 4;
  private static final int TRADE_TIME = 5;
  private static final int REVISION = 6;
  private static final int COLUMNS = 7;
  private static final long NO_TIME = Long.MIN_VALUE;

  private long[] rows = new long[COLUMNS * 64];
  private Source[] sources = new Source[64];
  private int size;
  private final Long2LongHashMap lastFired = new Long2LongHashMap(NO_TIME);
  private final LongArrayList fired = new LongArrayList();
  private final LongArrayList firedRevisions = new LongArrayList();
  private final LongArrayList expired = new LongArrayList();
  private final LongArrayList expiryTimes = new LongArrayList();

  void add(long subscription, int revision, long owner, MatchedTrade trade) {
    if (size == sources.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
      sources = Arrays.copyOf(sources, size * 2);
    }
    int at = size * COLUMNS;
    rows[at + SUBSCRIPTION] = subscription;
    rows[at + OWNER] = owner;
    rows[at + REVISION] = revision;
    rows[at + TRADE_ID] = trade.id;
    rows[at + PRICE] = trade.price;
    rows[at + PREVIOUS_PRICE] = trade.previousPrice;
    rows[at + TRADE_TIME] = trade.time;
    sources[size++] = trade.source;
  }

  void recordLastFired(long subscription, long tradeTime) {
    lastFired.put(subscription, tradeTime);
  }

  /** A subscription is over because this revision of it was to fire once and has. */
  public void finish(long subscription, int revision) {
    fired.addLong(subscription);
    firedRevisions.addLong(revision);
  }

  /** A subscription is over because it was to expire at this time, in epoch milliseconds. */
  public void expire(long subscription, long expiresAt) {
    expired.addLong(subscription);
    expiryTimes.addLong(expiresAt);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0 && fired.isEmpty() && expired.isEmpty();
  }

  // -- columns; rows are in the order in which their trades were matched

  public long subscription(int row) {
    return rows[row * COLUMNS + SUBSCRIPTION];
  }

  public long owner(int row) {
    return rows[row * COLUMNS + OWNER];
  }

  /** The revision of the subscription whose terms it fired under. */
  public int revision(int row) {
    return (int) rows[row * COLUMNS + REVISION];
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

  /** Ids of subscriptions that were to fire once and have. */
  public LongArrayList fired() {
    return fired;
  }

  /** The revisions that have fired, beside {@link #fired}. */
  public LongArrayList firedRevisions() {
    return firedRevisions;
  }

  /** Ids of expired subscriptions. */
  public LongArrayList expired() {
    return expired;
  }

  /** When they were to expire, beside {@link #expired}, in epoch milliseconds. */
  public LongArrayList expiryTimes() {
    return expiryTimes;
  }

  /** Takes out rows; each is asked for once, in order. */
  public void drop(IntPredicate isDropped) {
    int kept = 0;
    for (int row = 0; row < size; row++) {
      if (!isDropped.test(row)) {
        System.arraycopy(rows, row * COLUMNS, rows, kept * COLUMNS, COLUMNS);
        sources[kept++] = sources[row];
      }
    }
    size = kept;
  }

  public void clear() {
    size = 0;
    lastFired.clear();
    fired.clear();
    firedRevisions.clear();
    expired.clear();
    expiryTimes.clear();
  }
}
