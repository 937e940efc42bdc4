package io.coinpanel.matching;

/**
 * The extremes of every window that ends now: of each trade that no later one is as extreme as, its
 * id, price and the time of the next trade. The lowest values are meant; highest prices are
 * negated.
 */
final class ExtremeDeque {

  /** The next trade of the last one has not come. */
  static final long NOT_YET = Long.MAX_VALUE;

  private static final int ID = 0;
  private static final int VALUE = 1;
  private static final int NEXT_TIME = 2;

  // Entries are side by side in a ring, with one place to spare.
  private static final int WIDTH = 4;
  private static final int MIN = 64 * WIDTH;

  private long[] ring = new long[MIN];
  private int first;
  private int size;

  /** Where the last entry is. */
  private int last;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  long id(int at) {
    return ring[place(at) + ID];
  }

  long value(int at) {
    return ring[place(at) + VALUE];
  }

  long nextTime(int at) {
    return ring[place(at) + NEXT_TIME];
  }

  void clear() {
    first = 0;
    size = 0;
    if (ring.length > MIN) {
      ring = new long[MIN];
    }
  }

  /**
   * Adds the trade that follows the last one; there must be one.
   *
   * @param oldest what was followed by another trade at or before that time is in no window
   */
  void add(long id, long value, long time, long oldest) {
    long[] entries = ring;
    int at = last;
    if (entries[at + VALUE] == value) {
      entries[at + ID] = id;
      return;
    }
    entries[at + NEXT_TIME] = time;
    int left = size;
    while (left > 0 && entries[at + VALUE] >= value) {
      at = (at - WIDTH) & (entries.length - 1);
      left--;
    }
    size = left;
    if (left * WIDTH == entries.length) {
      trim(oldest);
    }
    append(id, value, NOT_YET);
  }

  /** Forgets what is in no window. */
  void trim(long oldest) {
    while (size > 0 && ring[first + NEXT_TIME] <= oldest) {
      first = (first + WIDTH) & (ring.length - 1);
      size--;
    }
  }

  void append(long id, long value, long nextTime) {
    if (size * WIDTH == ring.length) {
      grow();
    }
    last = place(size);
    ring[last + ID] = id;
    ring[last + VALUE] = value;
    ring[last + NEXT_TIME] = nextTime;
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
      int at = place(middle);
      if (ring[at + ID] >= anchor && ring[at + NEXT_TIME] > begin) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return value(from);
  }

  private int place(int at) {
    return (first + at * WIDTH) & (ring.length - 1);
  }

  private void grow() {
    long[] larger = new long[ring.length * 2];
    System.arraycopy(ring, first, larger, 0, ring.length - first);
    System.arraycopy(ring, 0, larger, ring.length - first, first);
    ring = larger;
    first = 0;
  }
}
