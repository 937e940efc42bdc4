package io.coinpanel.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The lowest prices that a symbol's rises are measured from, or the highest ones of its falls.
 * Inside, values are prices, or negated ones for falls: the extreme is always the lowest value.
 */
final class Extremes {

  private static final long NO_WINDOW = 0;

  private final boolean isRise;
  private final MatchedTrade trade;
  private final ExtremeGroups groups;
  private final ExtremeDeque deque = new ExtremeDeque();
  private final List<Tracked> triggered = new ArrayList<>();

  /** How many have a window of so many milliseconds. */
  private final TreeMap<Long, Integer> windows = new TreeMap<>();

  private long longestWindow = NO_WINDOW;

  Extremes(boolean isRise, MatchedTrade trade) {
    this.isRise = isRise;
    this.trade = trade;
    groups = new ExtremeGroups(isRise ? Percentage::reachedAbove : Extremes::fallTrigger);
  }

  private static long fallTrigger(long extreme, int ppm) {
    return -Percentage.reachedBelow(-extreme, ppm);
  }

  boolean isRise() {
    return isRise;
  }

  ExtremeDeque deque() {
    return deque;
  }

  private long value(long price) {
    return isRise ? price : -price;
  }

  /** Goes on to the trade that is matched now. */
  void advance() {
    long value = value(trade.price);
    if (longestWindow != NO_WINDOW) {
      deque.add(trade.upTo, value, trade.time, trade.time - longestWindow);
    }
    if (groups.advance(value)) {
      judge(value);
    }
  }

  private void judge(long value) {
    groups.removeTriggered(value, triggered);
    for (Tracked one : triggered) {
      one.rule.reached(this, one);
    }
    triggered.clear();
  }

  // -- windows

  /** What was before the last trade is forgotten. */
  void restart() {
    deque.clear();
    if (longestWindow != NO_WINDOW) {
      deque.append(trade.upTo, value(trade.price), ExtremeDeque.NOT_YET);
    }
  }

  /** Keeps the trades of a window from the last one on. */
  void addWindow(long millis) {
    windows.merge(millis, 1, Math::addExact);
    longestWindow = windows.lastKey();
    if (deque.isEmpty()) {
      deque.append(trade.upTo, value(trade.price), ExtremeDeque.NOT_YET);
    }
  }

  void removeWindow(long millis) {
    windows.computeIfPresent(millis, (_, count) -> count == 1 ? null : count - 1);
    if (windows.isEmpty()) {
      longestWindow = NO_WINDOW;
      deque.clear();
    } else {
      longestWindow = windows.lastKey();
    }
  }

  /** The extreme price in a window that ends now, but of no trade before the anchor. */
  long inWindow(long millis, long anchor) {
    return value(deque.lowest(anchor, trade.time - millis));
  }

  // -- over a restart

  void write(StateWriter out) {
    deque.trim(trade.time - longestWindow);
    out.number(deque.size());
    for (int at = 0; at < deque.size(); at++) {
      out.number(deque.id(at) - (at == 0 ? 0 : deque.id(at - 1)));
      out.number(deque.value(at) - (at == 0 ? 0 : deque.value(at - 1)));
    }
    // Of the last one it has not come.
    for (int at = 0; at + 1 < deque.size(); at++) {
      out.number(deque.nextTime(at) - (at == 0 ? 0 : deque.nextTime(at - 1)));
    }
  }

  /** Continues with the trades in the windows; rules come later. */
  void read(StateReader in) throws UnreadableStateException {
    int size = in.count();
    long[] ids = new long[size];
    long[] values = new long[size];
    for (int at = 0; at < size; at++) {
      ids[at] = in.number() + (at == 0 ? 0 : ids[at - 1]);
      values[at] = in.number() + (at == 0 ? 0 : values[at - 1]);
    }
    long nextTime = 0;
    for (int at = 0; at < size; at++) {
      nextTime = at + 1 == size ? ExtremeDeque.NOT_YET : nextTime + in.number();
      deque.append(ids[at], values[at], nextTime);
    }
  }

  /** All rules are here. */
  void prune() {
    if (longestWindow == NO_WINDOW) {
      deque.clear();
    }
  }

  // -- what is evaluated or followed

  /** Evaluates one by an extreme price from now on. */
  void enter(Tracked tracked, long extreme) {
    groups.enter(tracked, value(extreme));
  }

  void remove(Tracked tracked) {
    if (tracked.isIn()) {
      groups.remove(tracked);
    }
  }

  /** Follows the extreme price from one on. */
  void follow(Tracked tracked, long extreme) {
    unfollow(tracked);
    tracked.trail = groups.follow(value(extreme));
  }

  void unfollow(Tracked tracked) {
    Trail trail = tracked.trail;
    if (trail != null) {
      groups.unfollow(trail);
      tracked.trail = null;
    }
  }

  /** The extreme price that is followed. */
  long followed(Trail trail) {
    return value(trail.find().extreme);
  }

  /** Whether the price now is so far from an extreme price. */
  boolean isReached(long extreme, int ppm) {
    return isRise
        ? Percentage.isAbove(trade.price, extreme, ppm)
        : Percentage.isBelow(trade.price, extreme, ppm);
  }

  /** The price so far from an extreme price, in whole units. */
  long level(long extreme, int ppm) {
    return isRise ? Percentage.above(extreme, ppm) : Percentage.reachedBelow(extreme, ppm);
  }

  /** What the level has beyond whole units, in millionths. */
  int levelFraction(long extreme, int ppm) {
    return isRise ? Percentage.fractionAbove(extreme, ppm) : Percentage.fractionBelow(extreme, ppm);
  }
}
