package io.coinpanel.matching;

import org.agrona.collections.LongHashSet;

/**
 * The thresholds of one symbol, sorted, beside its last price. A price move that crosses nothing
 * costs two comparisons; otherwise a binary search plus the thresholds crossed.
 *
 * <p>Prices are units of {@link io.coinpanel.model.Price}. Not thread-safe: one writer owns it.
 */
public final class ThresholdIndex {

  private static final long NO_PRICE = -1;

  private final ThresholdBlocks thresholdBlocks = new ThresholdBlocks();
  private long size;
  // Block of the last price; most searches start and end there.
  private int near;

  private long price = NO_PRICE;
  // No threshold stands strictly between these two, and the price does: then a price that stays
  // strictly between them crosses nothing. On a threshold both are the price and before the first
  // price nothing is between them, so that any move looks.
  private long low = Long.MAX_VALUE;
  private long high = Long.MAX_VALUE;

  /** Receives the crossings of one move. Must not modify the index. */
  @FunctionalInterface
  public interface Visitor {
    void crossed(long threshold, long subscription, long owner, byte terms);
  }

  /** The last price, or a negative number before the first. */
  public long price() {
    return price;
  }

  public boolean hasPrice() {
    return price != NO_PRICE;
  }

  public long size() {
    return size;
  }

  /** Sets the price that the next move starts from, without crossing anything. */
  public void baseline(long newPrice) {
    price = newPrice;
    refreshBounds();
  }

  /**
   * Moves the price and visits every threshold it crosses under the terms it was added with: rising
   * those in {@code [price, newPrice)}, falling those in {@code (newPrice, price]}. The first price
   * ever is a baseline.
   */
  public void move(long newPrice, Visitor visitor) {
    if (newPrice > low && newPrice < high) {
      price = newPrice;
      return;
    }
    cross(newPrice, visitor);
  }

  private void cross(long newPrice, Visitor visitor) {
    long previous = price;
    price = newPrice;
    if (previous != NO_PRICE && newPrice > previous) {
      visit(previous, newPrice, ThresholdFlags.RISING, visitor);
    } else if (newPrice < previous) {
      // No threshold is that high, so that nothing is lost where there is no number above.
      long behind = previous == Long.MAX_VALUE ? previous : previous + 1;
      visit(newPrice + 1, behind, ThresholdFlags.FALLING, visitor);
    }
    refreshBounds();
  }

  private void visit(long from, long to, byte direction, Visitor visitor) {
    int entry = seek(from);
    while (thresholdBlocks.get(near).visit(entry, to, direction, visitor)
        && near + 1 < thresholdBlocks.count()) {
      near++;
      entry = 0;
    }
  }

  /** Adds a threshold of a subscription; {@code terms} is as {@link ThresholdFlags} packs it. */
  public void add(long threshold, long subscription, long owner, byte terms) {
    thresholdBlocks.add(threshold, subscription, owner, terms);
    size++;
    narrowBounds(threshold);
  }

  /** Removes what was added with this threshold and subscription; false if nothing was. */
  public boolean remove(long threshold, long subscription) {
    boolean removed = thresholdBlocks.remove(threshold, subscription);
    if (removed) {
      size--; // the bounds may now be too tight; the next refresh corrects them
    }
    return removed;
  }

  public boolean contains(long threshold, long subscription) {
    return thresholdBlocks.contains(threshold, subscription);
  }

  /** Finds the entries of these subscriptions by looking at all; costs as much as there are. */
  void locate(LongHashSet subscriptions, Visitor visitor) {
    for (int at = 0; at < thresholdBlocks.count(); at++) {
      thresholdBlocks.get(at).locate(subscriptions, visitor);
    }
  }

  private void narrowBounds(long threshold) {
    if (threshold <= price) {
      low = Math.max(low, threshold);
    }
    if (threshold >= price) {
      high = Math.min(high, threshold);
    }
  }

  private void refreshBounds() {
    int entry = seek(price);
    low = entry > 0 ? thresholdBlocks.get(near).threshold(entry - 1) : lastBefore(near);
    high =
        entry < thresholdBlocks.get(near).size()
            ? thresholdBlocks.get(near).threshold(entry)
            : firstAfter(near);
    if (high == price) {
      low = price;
    }
  }

  /** The first entry at or behind a threshold, or the end, in the block that is now near. */
  private int seek(long threshold) {
    if (near >= thresholdBlocks.count() || !thresholdBlocks.get(near).contains(threshold)) {
      near = thresholdBlocks.find(threshold, Long.MIN_VALUE);
    }
    return thresholdBlocks.get(near).find(threshold, Long.MIN_VALUE);
  }

  private long lastBefore(int at) {
    if (at == 0) {
      return Long.MIN_VALUE;
    }
    ThresholdBlock before = thresholdBlocks.get(at - 1);
    return before.threshold(before.size() - 1);
  }

  private long firstAfter(int at) {
    return at + 1 < thresholdBlocks.count()
        ? thresholdBlocks.get(at + 1).threshold(0)
        : Long.MAX_VALUE;
  }
}
