package io.coinpanel.matching;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The entries that rules have in a threshold index. A plain subscription's entry has its id there,
 * one of these has a negative number instead.
 */
final class Levels {

  private final ThresholdIndex index;
  private final List<@Nullable LevelListener> listeners = new ArrayList<>();
  private final IntArrayList free = new IntArrayList();

  Levels(ThresholdIndex index) {
    this.index = index;
  }

  /** The price that the next one is compared with. */
  long price() {
    return index.price();
  }

  boolean hasPrice() {
    return index.hasPrice();
  }

  static boolean isListener(long subscription) {
    return subscription < 0;
  }

  /** An entry of this number was crossed. */
  void crossed(long number, long previous) {
    LevelListener listener = listeners.get((int) ~number);
    if (listener == null) {
      throw new IllegalStateException("no listener has the level entry " + number);
    }
    listener.crossed(previous, index.price());
  }

  /** The number that its entries are to have. */
  long register(LevelListener listener) {
    int place;
    if (free.isEmpty()) {
      place = listeners.size();
      listeners.add(listener);
    } else {
      place = free.popInt();
      listeners.set(place, listener);
    }
    return ~(long) place;
  }

  /** Its entries must have been removed. */
  void unregister(long number) {
    int place = (int) ~number;
    listeners.set(place, null);
    free.pushInt(place);
  }

  void add(long threshold, long number, byte directions) {
    index.add(threshold, number, 0, directions);
  }

  void remove(long threshold, long number) {
    if (!index.remove(threshold, number)) {
      throw new IllegalStateException("no level entry " + number + " at " + threshold);
    }
  }
}
