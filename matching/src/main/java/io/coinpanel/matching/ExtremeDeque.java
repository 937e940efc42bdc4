package io.coinpanel.matching;

import java.util.Arrays;

/**
 * The extremes of every window that ends now: of each trade that no later one is as extreme as, its
 * id, price and the time of the next trade. The lowest values are meant; highest prices are
 * negated.
 */
final class ExtremeDeque {

  /** The next trade of the last one has not come. */
  static final long NOT_YET = Long.MAX_VALUE;

  private static final int MIN = 64;

  // Rings, of a power of two.
  private long[] ids = new long[MIN];
  private long[] values = new long[MIN];
  private long[] nextTimes = new long[MIN];
  private int first;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  long id(int at) {
    return ids[ring(at)];
  }

  long value(int at) {
    return values[ring(at)];
  }

  long nextTime(int at) {
    return nextTimes[ring(at)];
  }

  void clear() {
    first = 0;
    size = 0;
    if (ids.length > MIN) {
      ids = new long[MIN];
      values = new long[MIN];
      nextTimes = new long[MIN];
    }
  }

  /**
   * Adds the trade that follows the last one.
   *
   * @param oldest what was followed by another trade at or before that time is in no window
   */
  void add(long id, long value, long time, long oldest) {
    if (size > 0) {
      nextTimes[ring(size - 1)] = time;
    }
    while (size > 0 && values[ring(size - 1)] >= value) {
      size--;
    }
    while (size > 0 && nextTimes[first] <= oldest) {
      first = (first + 1) & (ids.length - 1);
      size--;
    }
    append(id, value, NOT_YET);
  }

  void append(long id, long value, long nextTime) {
    if (size == ids.length) {
      grow();
    }
    int at = ring(size);
    ids[at] = id;
    values[at] = value;
    nextTimes[at] = nextTime;
    size++;
  }

  /**
   * The lowest value in a window; there must be a trade.
   *
   * @param anchor the first trade that may be in it
   * @param begin the trade in force then is the first of it
   */
  long lowest(long anchor, long begin) {
    int from = 0;
    int to = size - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      int at = ring(middle);
      if (ids[at] >= anchor && nextTimes[at] > begin) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return values[ring(from)];
  }

  private int ring(int at) {
    return (first + at) & (ids.length - 1);
  }

  private void grow() {
    ids = unrolled(ids);
    values = unrolled(values);
    nextTimes = unrolled(nextTimes);
    first = 0;
  }

  private long[] unrolled(long[] ring) {
    long[] larger = Arrays.copyOf(ring, ring.length * 2);
    System.arraycopy(ring, first, larger, 0, ring.length - first);
    System.arraycopy(ring, 0, larger, ring.length - first, first);
    return larger;
  }
}
