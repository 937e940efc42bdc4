package io.coinpanel.matching;

/**
 * Where a trailing change finds the extreme since its anchor. All with the same extreme are one set
 * of a union-find; one that is evaluated and one that rests are alike in this.
 */
final class Trail {

  private Trail parent = this;

  /** Of a set's representative: how many ever were in it, so that no chain of parents gets long. */
  private long weight = 1;

  /** Of a set's representative: how many are in it. */
  private int size = 1;

  /** Of a set's representative. */
  long extreme;

  Trail(long extreme) {
    this.extreme = extreme;
  }

  /** The representative of its set. */
  Trail find() {
    Trail at = this;
    while (at.parent != at) {
      at.parent = at.parent.parent;
      at = at.parent;
    }
    return at;
  }

  /** One set of two; returns its representative. */
  static Trail unite(Trail one, Trail other) {
    Trail larger = one.weight >= other.weight ? one : other;
    Trail smaller = larger == one ? other : one;
    smaller.parent = larger;
    larger.weight += smaller.weight;
    larger.size += smaller.size;
    return larger;
  }

  /** Of a representative: one of its set has left; whether it was the last. */
  boolean isEmptyWithoutOne() {
    size--;
    return size == 0;
  }
}
