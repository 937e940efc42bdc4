package io.coinpanel.matching;

import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Direction;

/**
 * What a price has to hold, and for how long. Rules for which it is the same share its runs.
 *
 * @param lower the threshold, or the range's lower edge, in units
 * @param upper the threshold, or the range's upper edge
 */
record HoldKey(ConditionKind kind, long lower, long upper, int seconds) {

  /** Receives what is to stand among levels. */
  interface Entry {
    void at(long threshold, byte directions);
  }

  boolean isHeldBy(long price) {
    return switch (kind) {
      case ABOVE -> price > upper;
      case BELOW -> price < lower;
      case ENTER -> lower <= price && price <= upper;
      case LEAVE -> price < lower || price > upper;
      case CROSS, RISE, FALL, MOVE, STEP -> throw noHold();
    };
  }

  /** Visits the entries that are crossed wherever the price begins to hold or ends to. */
  void forEachEntry(Entry entry) {
    switch (kind) {
      case ABOVE -> border(upper, entry);
      case BELOW -> border(lower - 1, entry);
      case ENTER, LEAVE -> {
        if (lower == upper) {
          entry.at(lower - 1, ThresholdFlags.RISING);
          entry.at(lower, ThresholdFlags.BOTH);
          entry.at(Math.min(lower, Long.MAX_VALUE - 1) + 1, ThresholdFlags.FALLING);
        } else {
          border(lower - 1, entry);
          border(upper, entry);
        }
      }
      case CROSS, RISE, FALL, MOVE, STEP -> throw noHold();
    }
  }

  /** Between a price and the next one, unless there is none. */
  private static void border(long below, Entry entry) {
    if (below != Long.MAX_VALUE) {
      entry.at(below, ThresholdFlags.RISING);
      entry.at(below + 1, ThresholdFlags.FALLING);
    }
  }

  /** The price that is passed where a run begins in a direction. */
  long levelPassed(Direction direction) {
    boolean isUp = direction == Direction.UP;
    return isUp == (kind == ConditionKind.LEAVE) ? upper : lower;
  }

  private IllegalStateException noHold() {
    return new IllegalStateException("hold of " + kind);
  }

  long millis() {
    return seconds * 1000L;
  }
}
