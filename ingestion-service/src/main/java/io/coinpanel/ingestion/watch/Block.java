package io.coinpanel.ingestion.watch;

/** A run of neighbouring entries of a {@link ThresholdIndex}, sorted by threshold, then by id. */
final class Block {

  static final int CAPACITY = 512;

  private final long[] thresholds = new long[CAPACITY];
  private final long[] subscriptions = new long[CAPACITY];
  private final long[] connections = new long[CAPACITY];
  private final byte[] terms = new byte[CAPACITY];
  private int size;

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

  boolean startsAfter(long threshold, long subscription) {
    return compare(0, threshold, subscription) > 0;
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
        visitor.crossed(thresholds[entry], subscriptions[entry], connections[entry], terms[entry]);
      }
    }
    return entry == size;
  }

  void insert(int entry, long threshold, long subscription, long connection, byte term) {
    shift(entry, entry + 1, size - entry);
    thresholds[entry] = threshold;
    subscriptions[entry] = subscription;
    connections[entry] = connection;
    terms[entry] = term;
    size++;
  }

  void delete(int entry) {
    shift(entry + 1, entry, size - entry - 1);
    size--;
  }

  /** Moves the upper half to a new block. */
  Block split() {
    Block upper = new Block();
    int half = size / 2;
    upper.size = size - half;
    System.arraycopy(thresholds, half, upper.thresholds, 0, upper.size);
    System.arraycopy(subscriptions, half, upper.subscriptions, 0, upper.size);
    System.arraycopy(connections, half, upper.connections, 0, upper.size);
    System.arraycopy(terms, half, upper.terms, 0, upper.size);
    size = half;
    return upper;
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(thresholds, from, thresholds, to, count);
    System.arraycopy(subscriptions, from, subscriptions, to, count);
    System.arraycopy(connections, from, connections, to, count);
    System.arraycopy(terms, from, terms, to, count);
  }

  private int compare(int entry, long threshold, long subscription) {
    int byThreshold = Long.compare(thresholds[entry], threshold);
    return byThreshold != 0 ? byThreshold : Long.compare(subscriptions[entry], subscription);
  }
}
