package io.coinpanel.matching;

import io.coinpanel.model.Direction;
import io.coinpanel.model.Source;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Results of matching not yet stored, in columns: notifications, last firing times, subscriptions
 * that are over. Reused across batches.
 */
public final class Crossings {

  /** No such value. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int SUBSCRIPTION = 0;
  private static final int OWNER = 1;
  private static final int TRADE_ID = 2;
  private static final int PRICE = 3;
  private static final int PREVIOUS_PRICE = 4;
  private static final int TRADE_TIME = 5;
  private static final int REVISION = 6;
  private static final int LEVEL = 7;
  private static final int REFERENCE_PRICE = 8;
  private static final int BAR_END = 9;
  private static final int COLUMNS = 10;

  // Beside the revision: the fraction of the level, which has 20 bits, the direction, and whether
  // it is of a plain threshold.
  private static final int FRACTION_SHIFT = 32;
  private static final long FRACTION_MASK = 0xfffff;
  private static final int DIRECTION_SHIFT = 60;
  private static final long UP = 1;
  private static final long DOWN = 2;
  private static final long DIRECTIONS = 3;
  private static final long PLAIN = 1L << 62;

  private static final long NO_TIME = Long.MIN_VALUE;

  private long[] rows = new long[COLUMNS * 64];
  private Source[] sources = new Source[64];
  private int size;
  private boolean hasRules;
  private final Long2LongHashMap lastFired = new Long2LongHashMap(NO_TIME);
  private final LongArrayList fired = new LongArrayList();
  private final LongArrayList firedRevisions = new LongArrayList();
  private final LongArrayList expired = new LongArrayList();
  private final LongArrayList expiryTimes = new LongArrayList();

  /** Adds a crossing of a plain threshold, which has no limits. */
  void addPlain(long subscription, long owner, MatchedTrade trade, long threshold) {
    int row = add(subscription, 1, owner, trade, NONE);
    Direction direction = trade.price > trade.previousPrice ? Direction.UP : Direction.DOWN;
    detail(row, direction, threshold, 0, NONE);
    rows[row * COLUMNS + REVISION] |= PLAIN;
  }

  /**
   * Adds a row of a rule, without details.
   *
   * @return for {@link #detail}
   */
  int addRule(long subscription, int revision, long owner, MatchedTrade trade, long barEnd) {
    hasRules = true;
    return add(subscription, revision, owner, trade, barEnd);
  }

  private int add(long subscription, int revision, long owner, MatchedTrade trade, long barEnd) {
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
    rows[at + BAR_END] = barEnd;
    sources[size] = trade.source;
    return size++;
  }

  void detail(int row, @Nullable Direction direction, long level, int fraction, long reference) {
    int at = row * COLUMNS;
    long code = direction == null ? 0 : direction == Direction.UP ? UP : DOWN;
    rows[at + REVISION] |= ((long) fraction << FRACTION_SHIFT) | (code << DIRECTION_SHIFT);
    rows[at + LEVEL] = level;
    rows[at + REFERENCE_PRICE] = reference;
  }

  /** Its trade is one that nothing is known before. */
  void withoutPrevious(int row) {
    rows[row * COLUMNS + PREVIOUS_PRICE] = NONE;
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

  /** Whether its rows say more than that a price has crossed a plain threshold. */
  public boolean hasRules() {
    return hasRules;
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

  /** {@link #NONE} if it is a baseline that nothing is known before. */
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

  /** Whether it is of a plain threshold: direction and level follow from its terms and prices. */
  public boolean isPlain(int row) {
    return (rows[row * COLUMNS + REVISION] & PLAIN) != 0;
  }

  /** Which way the price went, if that says anything. */
  public @Nullable Direction direction(int row) {
    long code = (rows[row * COLUMNS + REVISION] >>> DIRECTION_SHIFT) & DIRECTIONS;
    return code == 0 ? null : code == UP ? Direction.UP : Direction.DOWN;
  }

  /** The price that was reached or passed, without its fraction of a unit; or {@link #NONE}. */
  public long level(int row) {
    return rows[row * COLUMNS + LEVEL];
  }

  /** What the level has beyond whole units, in millionths of a unit. */
  public int levelFraction(int row) {
    return (int) ((rows[row * COLUMNS + REVISION] >>> FRACTION_SHIFT) & FRACTION_MASK);
  }

  /** The price that it rose or fell from, or {@link #NONE}. */
  public long referencePrice(int row) {
    return rows[row * COLUMNS + REFERENCE_PRICE];
  }

  /** Epoch milliseconds, or {@link #NONE} if it is not about a bar. */
  public long barEnd(int row) {
    return rows[row * COLUMNS + BAR_END];
  }

  /** Trade times of the last notifications, by subscription, of those that rest after one. */
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
    hasRules = false;
    lastFired.clear();
    fired.clear();
    firedRevisions.clear();
    expired.clear();
    expiryTimes.clear();
  }
}
