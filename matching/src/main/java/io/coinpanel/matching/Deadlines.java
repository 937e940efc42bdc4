package io.coinpanel.matching;

import java.util.ArrayList;
import java.util.List;

/** Deadlines by trade time: a binary heap in which each knows its place. */
final class Deadlines<T extends Deadline> {

  private final List<T> heap = new ArrayList<>();

  /** When the first is due. */
  private long first = Long.MAX_VALUE;

  /** When the first is due, or a time that never comes. */
  long first() {
    return first;
  }

  boolean isDue(long time) {
    return time >= first;
  }

  /** Sets or moves one. */
  void set(T deadline, long due) {
    cancel(deadline);
    deadline.due = due;
    deadline.place = heap.size();
    heap.add(deadline);
    rise(deadline);
    first = heap.getFirst().due;
  }

  void cancel(T deadline) {
    if (!deadline.isSet()) {
      return;
    }
    int at = deadline.place;
    T last = heap.removeLast();
    deadline.place = Deadline.NOT_SET;
    if (at < heap.size()) {
      put(at, last);
      rise(last);
      sink(last);
    }
    first = heap.isEmpty() ? Long.MAX_VALUE : heap.getFirst().due;
  }

  /** Takes out the one that is due first; there must be one. */
  T removeFirst() {
    T deadline = heap.getFirst();
    cancel(deadline);
    return deadline;
  }

  private void rise(T deadline) {
    int at = deadline.place;
    while (at > 0 && heap.get((at - 1) / 2).due > deadline.due) {
      put(at, heap.get((at - 1) / 2));
      at = (at - 1) / 2;
    }
    put(at, deadline);
  }

  private void sink(T deadline) {
    int at = deadline.place;
    while (true) {
      int child = 2 * at + 1;
      if (child + 1 < heap.size() && heap.get(child + 1).due < heap.get(child).due) {
        child++;
      }
      if (child >= heap.size() || heap.get(child).due >= deadline.due) {
        put(at, deadline);
        return;
      }
      put(at, heap.get(child));
      at = child;
    }
  }

  private void put(int at, T deadline) {
    heap.set(at, deadline);
    deadline.place = at;
  }
}
