package io.coinpanel.ingestion.watch;

/**
 * The thresholds of one symbol, sorted, beside its last price. A price that moves between its two
 * nearest thresholds costs two comparisons, however many there are; one that reaches a threshold
 * costs a binary search and the thresholds it passes.
 *
 * <p>Prices are units of {@link io.coinpanel.model.Price}. Not thread-safe: one writer owns it.
 */
public final class ThresholdIndex {

  private static final long NO_PRICE = -1;

  private final Blocks blocks = new Blocks();
  private long size;
  // Where the price stood last: the next search begins there, and mostly ends there.
  private int near;

  private long price = NO_PRICE;
  // No threshold stands strictly between these two, and the price does: then a price that stays
  // strictly between them crosses nothing. On a threshold both are the price and before the first
  // price nothing is between them, so that any move looks.
  private long low = Long.MAX_VALUE;
  private long high = Long.MAX_VALUE;

  /** Takes the crossings of one move. It must not change the index meanwhile. */
  @FunctionalInterface
  public interface Visitor {
    void crossed(long threshold, long subscription, long connection, byte terms);
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
    look();
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
      visit(previous, newPrice, Terms.RISING, visitor);
    } else if (newPrice < previous) {
      // No threshold is that high, so that nothing is lost where there is no number above.
      long behind = previous == Long.MAX_VALUE ? previous : previous + 1;
      visit(newPrice + 1, behind, Terms.FALLING, visitor);
    }
    look();
  }

  private void visit(long from, long to, byte direction, Visitor visitor) {
    int entry = seek(from);
    while (blocks.get(near).visit(entry, to, direction, visitor) && near + 1 < blocks.count()) {
      near++;
      entry = 0;
    }
  }

  /** Adds a threshold of a subscription; {@code terms} is as {@link Terms} packs it. */
  public void add(long threshold, long subscription, long connection, byte terms) {
    blocks.add(threshold, subscription, connection, terms);
    size++;
    narrow(threshold);
  }

  /** Removes what was added with this threshold and subscription; false if nothing was. */
  public boolean remove(long threshold, long subscription) {
    boolean removed = blocks.remove(threshold, subscription);
    if (removed) {
      size--; // the bounds may now be nearer than need be, which the next look mends
    }
    return removed;
  }

  private void narrow(long threshold) {
    if (threshold <= price) {
      low = Math.max(low, threshold);
    }
    if (threshold >= price) {
      high = Math.min(high, threshold);
    }
  }

  private void look() {
    int entry = seek(price);
    low = entry > 0 ? blocks.get(near).threshold(entry - 1) : lastBefore(near);
    high = entry < blocks.get(near).size() ? blocks.get(near).threshold(entry) : firstAfter(near);
    if (high == price) {
      low = price;
    }
  }

  /** The first entry at or behind a threshold, or the end, in the block that is now near. */
  private int seek(long threshold) {
    if (near >= blocks.count() || !blocks.get(near).spans(threshold)) {
      near = blocks.find(threshold, Long.MIN_VALUE);
    }
    return blocks.get(near).find(threshold, Long.MIN_VALUE);
  }

  private long lastBefore(int at) {
    if (at == 0) {
      return Long.MIN_VALUE;
    }
    Block before = blocks.get(at - 1);
    return before.threshold(before.size() - 1);
  }

  private long firstAfter(int at) {
    return at + 1 < blocks.count() ? blocks.get(at + 1).threshold(0) : Long.MAX_VALUE;
  }
}
