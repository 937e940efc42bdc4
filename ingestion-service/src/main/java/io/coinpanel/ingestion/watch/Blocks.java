package io.coinpanel.ingestion.watch;

import java.util.Arrays;

/**
 * Entries in order, in blocks: what a sorted array would be if inserting into it were cheap. There
 * is always at least one block, and only a single one may be empty.
 */
final class Blocks {

  private Block[] blocks = {Block.small()};
  // The first threshold of each block, side by side: a search touches no block but the one it ends
  // at.
  private long[] starts = {Long.MIN_VALUE};
  private int count = 1;

  int count() {
    return count;
  }

  Block get(int at) {
    return blocks[at];
  }

  /** The last block that starts at or before the given entry, or else the first. */
  int find(long threshold, long subscription) {
    int from = 1;
    int to = count;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (startsAfter(middle, threshold, subscription)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from - 1;
  }

  private boolean startsAfter(int at, long threshold, long subscription) {
    long start = starts[at];
    return start > threshold
        || (start == threshold && blocks[at].startsAfter(threshold, subscription));
  }

  void add(long threshold, long subscription, long connection, byte terms) {
    int at = find(threshold, subscription);
    if (blocks[at].isFull()) {
      divide(at, threshold, subscription);
      at = find(threshold, subscription);
    }
    Block block = blocks[at];
    block.insert(block.find(threshold, subscription), threshold, subscription, connection, terms);
    starts[at] = block.threshold(0);
  }

  /** Entries that come in order leave full blocks behind them. */
  private void divide(int at, long threshold, long subscription) {
    Block block = blocks[at];
    boolean appends = at == count - 1 && block.find(threshold, subscription) == block.size();
    open(at + 1, appends ? Block.large() : block.split(), threshold);
  }

  /** False if there is no such entry. */
  boolean remove(long threshold, long subscription) {
    int at = find(threshold, subscription);
    Block block = blocks[at];
    int entry = block.find(threshold, subscription);
    if (!block.holds(entry, threshold, subscription)) {
      return false;
    }
    block.delete(entry);
    if (block.isEmpty()) {
      close(at);
    } else {
      starts[at] = block.threshold(0);
      join(at);
      join(at - 1);
    }
    return true;
  }

  /** Joins a block with the next where both are almost empty, or those who leave leave holes. */
  private void join(int at) {
    if (at >= 0
        && at + 1 < count
        && blocks[at].size() + blocks[at + 1].size() <= Block.CAPACITY / 2) {
      blocks[at].append(blocks[at + 1]);
      close(at + 1);
    }
  }

  private void open(int at, Block block, long first) {
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
    }
    System.arraycopy(blocks, at, blocks, at + 1, count - at);
    System.arraycopy(starts, at, starts, at + 1, count - at);
    blocks[at] = block;
    starts[at] = block.isEmpty() ? first : block.threshold(0);
    count++;
  }

  private void close(int at) {
    if (count == 1) {
      return;
    }
    System.arraycopy(blocks, at + 1, blocks, at, count - at - 1);
    System.arraycopy(starts, at + 1, starts, at, count - at - 1);
    count--;
    blocks[count] = blocks[0]; // any block: the place is not read, and null has no place here
  }
}
