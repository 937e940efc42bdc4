package io.coinpanel.matching;

import io.coinpanel.model.ConditionKind;

/** Flags of a threshold entry, packed in a byte. */
public final class ThresholdFlags {

  static final byte NONE = 0;
  static final byte RISING = 1;
  static final byte FALLING = 2;
  static final byte BOTH = RISING | FALLING;
  private static final byte ONCE = 4;

  private ThresholdFlags() {}

  /** Packs the terms. */
  public static byte of(ConditionKind condition, boolean once) {
    return (byte) (directions(condition) | (once ? ONCE : 0));
  }

  static byte directions(ConditionKind condition) {
    return switch (condition) {
      case ABOVE -> RISING;
      case BELOW -> FALLING;
      case CROSS -> BOTH;
      case ENTER, LEAVE, RISE, FALL, MOVE, STEP ->
          throw new IllegalArgumentException(condition + " at a threshold");
    };
  }

  static boolean isOnce(byte terms) {
    return (terms & ONCE) != 0;
  }
}
