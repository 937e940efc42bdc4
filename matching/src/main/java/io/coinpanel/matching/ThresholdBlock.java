package io.coinpanel.matching;

import java.util.Arrays;
import org.agrona.collections.LongHashSet;

/**
 * A sorted run of entries of a {@link ThresholdIndex}, sorted by threshold, then by id.
 *
 * <p>An insertion moves half a block, so a small one is fast to change; but every block costs some
 * hundred bytes and a place among {@link ThresholdBlocks}.
 */
final class ThresholdBlock {

  static final int CAPACITY = 128;
  // Most symbols have few thresholds.
  private static final int MIN = 8;

  private long[] thresholds;
  private long[] subscriptions;
  private long[] owners;
  private byte[] terms;
  private int size;

  private ThresholdBlock(int room) {
    thresholds = new long[room];
    subscriptions = new long[room];
    owners = new long[room];
    terms = new byte[room];
  }

  /** One that grows with its first entries. */
  static ThresholdBlock small() {
    return new ThresholdBlock(MIN);
  }

  /** One among many, that will be filled. */
  static ThresholdBlock large() {
    return new ThresholdBlock(CAPACITY);
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == CAPACITY;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long threshold(int entry) {
    return thresholds[entry];
  }

  /** Whether the first entry at or behind this threshold is in here and not the first. */
  boolean contains(long threshold) {
    return size > 0 && thresholds[0] < threshold && threshold <= thresholds[size - 1];
  }

  boolean startsAfter(long threshold, long subscription) {
    return size > 0 && compare(0, threshold, subscription) > 0;
  }

  boolean holds(int entry, long threshold, long subscription) {
    return entry < size && compare(entry, threshold, subscription) == 0;
  }

  /** The first entry at or behind the given one. */
  int find(long threshold, long subscription) {
    int from = 0;
    int to = size;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (compare(middle, threshold, subscription) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Visits the entries from one up to a threshold; false if that threshold was reached. */
  boolean visit(int from, long to, byte direction, ThresholdIndex.Visitor visitor) {
    int entry = from;
    for (; entry < size && thresholds[entry] < to; entry++) {
      if ((terms[entry] & direction) != 0) {
        visitor.crossed(thresholds[entry], subscriptions[entry], owners[entry], terms[entry]);
      }
    }
    return entry == size;
  }

  void locate(LongHashSet wanted, ThresholdIndex.Visitor visitor) {
    for (int entry = 0; entry < size; entry++) {
      if (wanted.contains(subscriptions[entry])) {
        visitor.crossed(thresholds[entry], subscriptions[entry], owners[entry], terms[entry]);
      }
    }
  }

  void insert(int entry, long threshold, long subscription, long owner, byte term) {
    if (size == thresholds.length) {
      grow(Math.min(CAPACITY, size * 2));
    }
    shift(entry, entry + 1, size - entry);
    thresholds[entry] = threshold;
    subscriptions[entry] = subscription;
    owners[entry] = owner;
    terms[entry] = term;
    size++;
  }

  void delete(int entry) {
    shift(entry + 1, entry, size - entry - 1);
    size--;
  }

  /** Moves the upper half to a new block. */
  ThresholdBlock split() {
    ThresholdBlock upper = large();
    int half = size / 2;
    upper.append(this, half);
    size = half;
    return upper;
  }

  /** Takes all entries of the block that follows. */
  void append(ThresholdBlock next) {
    grow(CAPACITY);
    append(next, 0);
  }

  private void append(ThresholdBlock other, int from) {
    int count = other.size - from;
    System.arraycopy(other.thresholds, from, thresholds, size, count);
    System.arraycopy(other.subscriptions, from, subscriptions, size, count);
    System.arraycopy(other.owners, from, owners, size, count);
    System.arraycopy(other.terms, from, terms, size, count);
    size += count;
  }

  private void grow(int room) {
    thresholds = Arrays.copyOf(thresholds, room);
    subscriptions = Arrays.copyOf(subscriptions, room);
    owners = Arrays.copyOf(owners, room);
    terms = Arrays.copyOf(terms, room);
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(thresholds, from, thresholds, to, count);
    System.arraycopy(subscriptions, from, subscriptions, to, count);
    System.arraycopy(owners, from, owners, to, count);
    System.arraycopy(terms, from, terms, to, count);
  }

  private int compare(int entry, long threshold, long subscription) {
    int byThreshold = Long.compare(thresholds[entry], threshold);
    return byThreshold != 0 ? byThreshold : Long.compare(subscriptions[entry], subscription);
  }
}
