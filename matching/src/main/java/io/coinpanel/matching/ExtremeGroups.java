package io.coinpanel.matching;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What moves from the same extreme, in groups, lowest first. A new price is the extreme of all
 * groups above it, which become one; so a price costs one comparison with the last group and one
 * with the nearest trigger. Values are prices, or negated prices where highest ones are meant.
 */
final class ExtremeGroups {

  /** The lowest value at which something that moves from an extreme fires. */
  interface Trigger {
    long of(long extreme, int ppm);
  }

  private static final int MIN = 8;

  private final Trigger trigger;
  private long[] extremes = new long[MIN];
  private @Nullable Tracked[] heaps = new @Nullable Tracked[MIN];
  private @Nullable Trail[] trails = new @Nullable Trail[MIN];

  /** The nearest trigger of each group and all before it. */
  private long[] nearest = new long[MIN];

  private int size;

  ExtremeGroups(Trigger trigger) {
    this.trigger = trigger;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The next price; whether something may fire. */
  boolean advance(long value) {
    if (size == 0) {
      return false;
    }
    if (extremes[size - 1] > value) {
      lower(value);
    }
    return value >= nearest[size - 1];
  }

  private void lower(long value) {
    Tracked heap = null;
    Trail trail = null;
    while (size > 0 && extremes[size - 1] >= value) {
      size--;
      heap = Tracked.meld(heaps[size], heap);
      trail = united(trails[size], trail);
      heaps[size] = null;
      trails[size] = null;
    }
    open(size, value);
    put(size - 1, heap, trail);
    refresh(size - 1);
  }

  private static @Nullable Trail united(@Nullable Trail one, @Nullable Trail other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Trail.unite(one, other);
  }

  /** Takes out what may fire at a value. */
  void removeTriggered(long value, List<Tracked> into) {
    int at = size - 1;
    for (; at >= 0 && nearest[at] <= value; at--) {
      Tracked heap = heaps[at];
      while (heap != null && trigger.of(extremes[at], heap.ppm) <= value) {
        heap.extreme = extremes[at];
        into.add(heap);
        heap = heap.removeRoot();
      }
      put(at, heap, trails[at]);
    }
    compact(at + 1);
    refresh(at + 1);
  }

  /** Evaluates one by an extreme from now on. */
  void enter(Tracked tracked, long extreme) {
    int at = groupOf(extreme);
    tracked.enter();
    put(at, Tracked.meld(heaps[at], tracked), trails[at]);
    refresh(at);
  }

  /** Evaluates one no more. */
  void remove(Tracked tracked) {
    if (!tracked.isRoot()) {
      tracked.removeInner();
      return;
    }
    int at = find(tracked.extreme);
    put(at, tracked.removeRoot(), trails[at]);
    compact(at);
    refresh(at);
  }

  /** Follows an extreme from now on. */
  Trail follow(long extreme) {
    Trail trail = new Trail(extreme);
    int at = groupOf(extreme);
    put(at, heaps[at], united(trails[at], trail));
    refresh(at);
    return trail;
  }

  void unfollow(Trail trail) {
    Trail set = trail.find();
    if (set.isEmptyWithoutOne()) {
      int at = find(set.extreme);
      trails[at] = null;
      compact(at);
      refresh(at);
    }
  }

  /** The place of a group, which may be new. */
  private int groupOf(long extreme) {
    int at = find(extreme);
    if (at == size || extremes[at] != extreme) {
      open(at, extreme);
    }
    return at;
  }

  /** The first group at or above an extreme; mostly it is the last one. */
  private int find(long extreme) {
    if (size == 0 || extremes[size - 1] < extreme) {
      return size;
    }
    int at = Arrays.binarySearch(extremes, 0, size, extreme);
    return at < 0 ? ~at : at;
  }

  private void open(int at, long extreme) {
    if (size == extremes.length) {
      extremes = Arrays.copyOf(extremes, size * 2);
      heaps = Arrays.copyOf(heaps, size * 2);
      trails = Arrays.copyOf(trails, size * 2);
      nearest = Arrays.copyOf(nearest, size * 2);
    }
    System.arraycopy(extremes, at, extremes, at + 1, size - at);
    System.arraycopy(heaps, at, heaps, at + 1, size - at);
    System.arraycopy(trails, at, trails, at + 1, size - at);
    extremes[at] = extreme;
    heaps[at] = null;
    trails[at] = null;
    size++;
  }

  private void put(int at, @Nullable Tracked heap, @Nullable Trail trail) {
    heaps[at] = heap;
    trails[at] = trail;
    if (heap != null) {
      heap.extreme = extremes[at];
    }
    if (trail != null) {
      trail.extreme = extremes[at];
    }
  }

  /** Closes empty groups from a place on. */
  private void compact(int from) {
    int kept = from;
    for (int at = from; at < size; at++) {
      if (heaps[at] != null || trails[at] != null) {
        extremes[kept] = extremes[at];
        heaps[kept] = heaps[at];
        trails[kept] = trails[at];
        kept++;
      }
    }
    Arrays.fill(heaps, kept, size, null);
    Arrays.fill(trails, kept, size, null);
    size = kept;
  }

  private void refresh(int from) {
    long before = from == 0 ? Long.MAX_VALUE : nearest[from - 1];
    for (int at = from; at < size; at++) {
      Tracked heap = heaps[at];
      before = heap == null ? before : Math.min(before, trigger.of(extremes[at], heap.ppm));
      nearest[at] = before;
    }
  }
}
