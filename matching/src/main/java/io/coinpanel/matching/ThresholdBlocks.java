package io.coinpanel.matching;

import java.util.Arrays;

/**
 * A sorted array in blocks, so that insertion is cheap. There is always at least one block, and
 * only a single one may be empty.
 */
final class ThresholdBlocks {

  private ThresholdBlock[] blocks = {ThresholdBlock.small()};
  // The first threshold of each block, side by side: a search touches no block but the one it ends
  // at.
  private long[] starts = {Long.MIN_VALUE};
  private int count = 1;

  int count() {
    return count;
  }

  ThresholdBlock get(int at) {
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

  void add(long threshold, long subscription, long owner, byte terms) {
    int at = find(threshold, subscription);
    if (blocks[at].isFull()) {
      divide(at, threshold, subscription);
      at = find(threshold, subscription);
    }
    ThresholdBlock thresholdBlock = blocks[at];
    thresholdBlock.insert(
        thresholdBlock.find(threshold, subscription), threshold, subscription, owner, terms);
    starts[at] = thresholdBlock.threshold(0);
  }

  /** Ascending inserts leave full blocks behind. */
  private void divide(int at, long threshold, long subscription) {
    ThresholdBlock thresholdBlock = blocks[at];
    boolean appends =
        at == count - 1 && thresholdBlock.find(threshold, subscription) == thresholdBlock.size();
    open(at + 1, appends ? ThresholdBlock.large() : thresholdBlock.split(), threshold);
  }

  /** False if the entry does not exist. */
  boolean remove(long threshold, long subscription) {
    int at = find(threshold, subscription);
    ThresholdBlock thresholdBlock = blocks[at];
    int entry = thresholdBlock.find(threshold, subscription);
    if (!thresholdBlock.holds(entry, threshold, subscription)) {
      return false;
    }
    thresholdBlock.delete(entry);
    if (thresholdBlock.isEmpty()) {
      close(at);
    } else {
      starts[at] = thresholdBlock.threshold(0);
      join(at);
      join(at - 1);
    }
    return true;
  }

  boolean contains(long threshold, long subscription) {
    ThresholdBlock thresholdBlock = blocks[find(threshold, subscription)];
    return thresholdBlock.holds(
        thresholdBlock.find(threshold, subscription), threshold, subscription);
  }

  /** Merges nearly empty neighbours so that removals do not fragment the array. */
  private void join(int at) {
    if (at >= 0
        && at + 1 < count
        && blocks[at].size() + blocks[at + 1].size() <= ThresholdBlock.CAPACITY / 2) {
      blocks[at].append(blocks[at + 1]);
      close(at + 1);
    }
  }

  private void open(int at, ThresholdBlock thresholdBlock, long first) {
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
    }
    System.arraycopy(blocks, at, blocks, at + 1, count - at);
    System.arraycopy(starts, at, starts, at + 1, count - at);
    blocks[at] = thresholdBlock;
    starts[at] = thresholdBlock.isEmpty() ? first : thresholdBlock.threshold(0);
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
