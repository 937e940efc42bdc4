package io.coinpanel.matching;

import org.jspecify.annotations.Nullable;

/**
 * One direction of a change rule that is evaluated: a node of a pairing heap by percentage, which
 * all that move from the same extreme are in. A child is no lower than its parent.
 */
final class Tracked {

  final ChangeRule rule;
  final int ppm;

  /** That they move from; only of a heap's root. */
  long extreme;

  /** Since its anchor; null where there is a window. */
  @Nullable Trail trail;

  private boolean isIn;
  private @Nullable Tracked child;
  private @Nullable Tracked next;

  /** The sibling before, or of the first the parent; null for a root. */
  private @Nullable Tracked before;

  Tracked(ChangeRule rule, int ppm) {
    this.rule = rule;
    this.ppm = ppm;
  }

  /** Whether it is in a heap. */
  boolean isIn() {
    return isIn;
  }

  boolean isRoot() {
    return before == null;
  }

  /** Makes it a heap of its own. */
  void enter() {
    isIn = true;
  }

  /** One heap of two roots; returns its root. */
  static @Nullable Tracked meld(@Nullable Tracked one, @Nullable Tracked other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.ppm <= other.ppm ? one.adopt(other) : other.adopt(one);
  }

  private Tracked adopt(Tracked added) {
    added.next = child;
    if (child != null) {
      child.before = added;
    }
    added.before = this;
    child = added;
    return this;
  }

  /** Takes a root out; returns the root of what is left. */
  @Nullable Tracked removeRoot() {
    isIn = false;
    return meldChildren();
  }

  /** Takes out one that is no root: its children take its place. */
  void removeInner() {
    Tracked place = meldChildren();
    Tracked previous = before;
    Tracked following = next;
    if (place != null) {
      place.next = following;
      place.before = previous;
    }
    Tracked successor = place == null ? following : place;
    if (previous != null && previous.child == this) {
      previous.child = successor;
    } else if (previous != null) {
      previous.next = successor;
    }
    if (following != null) {
      following.before = place == null ? previous : place;
    }
    before = null;
    next = null;
    isIn = false;
  }

  /** Pairs from left to right, then all from right to left: this keeps later removals fast. */
  private @Nullable Tracked meldChildren() {
    Tracked pairs = null;
    Tracked at = child;
    child = null;
    while (at != null) {
      Tracked one = at;
      Tracked other = at.next;
      at = other == null ? null : other.next;
      Tracked pair = meld(one.alone(), other == null ? null : other.alone());
      if (pair != null) {
        pair.next = pairs;
        pairs = pair;
      }
    }
    Tracked all = null;
    while (pairs != null) {
      Tracked following = pairs.next;
      all = meld(all, pairs.alone());
      pairs = following;
    }
    return all;
  }

  private Tracked alone() {
    next = null;
    before = null;
    return this;
  }
}
