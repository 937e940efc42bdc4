package io.coinpanel.ingestion.watch;

import java.util.Arrays;

/**
 * The thresholds of one symbol, sorted, beside its last price. A price that moves between its two
 * nearest thresholds costs two comparisons, however many there are; one that reaches a threshold
 * costs a binary search and the thresholds it passes.
 *
 * <p>Prices are units of {@link io.coinpanel.model.Price}. Not thread-safe: one writer owns it.
 */
public final class ThresholdIndex {

  private static final long NO_PRICE = -1;

  private Block[] blocks = {new Block()};
  private int blockCount = 1;
  private long size;

  private long price = NO_PRICE;
  // No threshold stands strictly between these two, and the price does: then a price that stays
  // strictly between them crosses nothing. On a threshold they are both the price, so any move
  // looks.
  private long low = Long.MIN_VALUE;
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
    if (newPrice > low && newPrice < high && price != NO_PRICE) {
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
      visit(newPrice + 1, previous + 1, Terms.FALLING, visitor);
    }
    look();
  }

  private void visit(long from, long to, byte direction, Visitor visitor) {
    int at = blockOf(from, Long.MIN_VALUE);
    int entry = blocks[at].find(from, Long.MIN_VALUE);
    for (; at < blockCount; at++, entry = 0) {
      if (!blocks[at].visit(entry, to, direction, visitor)) {
        return;
      }
    }
  }

  /** Adds a threshold of a subscription; {@code terms} is as {@link Terms} packs it. */
  public void add(long threshold, long subscription, long connection, byte terms) {
    int at = blockOf(threshold, subscription);
    Block block = blocks[at];
    if (block.isFull()) {
      boolean appends =
          at == blockCount - 1 && block.find(threshold, subscription) == Block.CAPACITY;
      insertBlock(at + 1, appends ? new Block() : block.split());
      at = blockOf(threshold, subscription);
      block = appends ? blocks[blockCount - 1] : blocks[at];
    }
    block.insert(block.find(threshold, subscription), threshold, subscription, connection, terms);
    size++;
    narrow(threshold);
  }

  /** Removes what was added with this threshold and subscription; false if nothing was. */
  public boolean remove(long threshold, long subscription) {
    int at = blockOf(threshold, subscription);
    Block block = blocks[at];
    int entry = block.find(threshold, subscription);
    if (!block.holds(entry, threshold, subscription)) {
      return false;
    }
    block.delete(entry);
    size--;
    if (block.isEmpty() && blockCount > 1) {
      deleteBlock(at);
    }
    return true; // the bounds may now be nearer than need be, which the next look mends
  }

  /** The last block that starts at or before the given entry. */
  private int blockOf(long threshold, long subscription) {
    int from = 1;
    int to = blockCount;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (blocks[middle].startsAfter(threshold, subscription)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from - 1;
  }

  private void insertBlock(int at, Block block) {
    if (blockCount == blocks.length) {
      blocks = Arrays.copyOf(blocks, blockCount * 2);
    }
    System.arraycopy(blocks, at, blocks, at + 1, blockCount - at);
    blocks[at] = block;
    blockCount++;
  }

  private void deleteBlock(int at) {
    System.arraycopy(blocks, at + 1, blocks, at, blockCount - at - 1);
    blockCount--;
    blocks[blockCount] = blocks[at]; // any block: the place is not read, and null has no place here
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
    int at = blockOf(price, Long.MIN_VALUE);
    int entry = blocks[at].find(price, Long.MIN_VALUE);
    low = before(at, entry);
    high = from(at, entry);
    if (high == price) {
      low = price;
    }
  }

  private long before(int at, int entry) {
    return entry > 0 ? blocks[at].threshold(entry - 1) : Long.MIN_VALUE;
  }

  private long from(int at, int entry) {
    if (entry < blocks[at].size()) {
      return blocks[at].threshold(entry);
    }
    return at + 1 < blockCount ? blocks[at + 1].threshold(0) : Long.MAX_VALUE;
  }
}
