package io.coinpanel.simulator.market;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * One symbol's trades, addressed by position: the first trade ever has position 0, and the newest
 * {@link #end()} - 1. A ring of primitive arrays that grows to its capacity and then forgets the
 * oldest.
 *
 * <p>Consecutive trades of the same price, side and time are one taker order and share an aggregate
 * id. An aggregate that has been shown to a client is sealed: it never grows afterwards, or the
 * client would miss what was added.
 */
public final class TradeHistory {

  private static final int MIN = 64;

  private final HistoryMemoryBudget budget;
  private long[] ids = new long[MIN];
  private long[] prices = new long[MIN];
  private long[] quantities = new long[MIN];
  private long[] times = new long[MIN];
  private long[] aggregates = new long[MIN];
  private long end;
  private long first;
  private boolean sealed;
  private boolean timesFall;

  TradeHistory(HistoryMemoryBudget budget) {
    this.budget = budget;
  }

  /** Adds the newest trade; its id must be above the last. Amounts in units, time in ms. */
  void append(long id, long price, long quantity, long time, boolean buyerIsMaker) {
    if (!isEmpty() && id <= id(end - 1)) {
      throw new IllegalStateException("trade " + id + " after trade " + id(end - 1));
    }
    makeRoom();
    timesFall |= !isEmpty() && time < time(end - 1);
    int slot = slot(end);
    // The side is the quantity's sign: one array less.
    long signed = buyerIsMaker ? -quantity : quantity;
    aggregates[slot] = aggregateOf(id, price, signed, time);
    ids[slot] = id;
    prices[slot] = price;
    quantities[slot] = signed;
    times[slot] = time;
    end++;
    sealed = false;
  }

  private long aggregateOf(long id, long price, long signed, long time) {
    if (isEmpty()) {
      // Far from the trade ids, so that one taken for the other is noticed.
      return id / 2 + 1;
    }
    int last = slot(end - 1);
    boolean sameOrder =
        !sealed
            && prices[last] == price
            && times[last] == time
            && Long.signum(quantities[last]) == Long.signum(signed)
            && ids[last] + 1 == id;
    return sameOrder ? aggregates[last] : aggregates[last] + 1;
  }

  private void makeRoom() {
    if (end - first < ids.length) {
      return;
    }
    if (budget.grant(ids.length)) {
      ids = grown(ids);
      prices = grown(prices);
      quantities = grown(quantities);
      times = grown(times);
      aggregates = grown(aggregates);
    } else {
      first++;
    }
  }

  /** Twice the ring, every trade at the slot its position has in it. */
  private long[] grown(long[] ring) {
    long[] larger = Arrays.copyOf(ring, ring.length * 2);
    for (long position = first; position < end; position++) {
      larger[(int) (position & (larger.length - 1))] = ring[(int) (position & (ring.length - 1))];
    }
    return larger;
  }

  private int slot(long position) {
    return (int) (position & (ids.length - 1));
  }

  public boolean isEmpty() {
    return end == 0;
  }

  /** The oldest position still known. */
  public long first() {
    return first;
  }

  /** The position after the newest. */
  public long end() {
    return end;
  }

  public long id(long position) {
    return ids[slot(position)];
  }

  public long price(long position) {
    return prices[slot(position)];
  }

  public long quantity(long position) {
    return Math.abs(quantities[slot(position)]);
  }

  public long time(long position) {
    return times[slot(position)];
  }

  public boolean buyerIsMaker(long position) {
    return quantities[slot(position)] < 0;
  }

  public long aggregate(long position) {
    return aggregates[slot(position)];
  }

  /** Ends the newest aggregate: it has been shown. */
  public void seal() {
    sealed = true;
  }

  /** The first position with this id or a later one, or {@link #end()}. */
  public long positionOfId(long id) {
    return lowerBound(this::id, id);
  }

  /** The first position at this time or later, or {@link #end()}. */
  public long positionOfTime(long millis) {
    return timesFall ? scanned(millis) : lowerBound(this::time, millis);
  }

  /** The first position of this aggregate or a later one, or {@link #end()}. */
  public long positionOfAggregate(long aggregate) {
    return lowerBound(this::aggregate, aggregate);
  }

  /** For a history whose times do not only rise, as after a replay of older trades. */
  private long scanned(long millis) {
    long position = first;
    while (position < end && time(position) < millis) {
      position++;
    }
    return position;
  }

  private long lowerBound(LongUnaryOperator key, long wanted) {
    long low = first;
    long high = end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (key.applyAsLong(middle) < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
