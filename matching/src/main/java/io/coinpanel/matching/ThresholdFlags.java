package io.coinpanel.matching;

import io.coinpanel.model.ConditionKind;

/** Flags of a threshold entry, packed in a byte. */
public final class ThresholdFlags {

  static final byte RISING = 1;
  static final byte FALLING = 2;
  private static final byte ONCE = 4;
  private static final byte LIMITED = 8;

  private ThresholdFlags() {}

  /**
   * Packs the terms.
   *
   * @param limited whether it has {@link FiringLimits}
   */
  public static byte of(ConditionKind condition, boolean once, boolean limited) {
    int direction =
        switch (condition) {
          case ABOVE -> RISING;
          case BELOW -> FALLING;
          case CROSS -> RISING | FALLING;
          case ENTER, LEAVE, RISE, FALL, MOVE, STEP ->
              throw new IllegalArgumentException(condition + " at a threshold");
        };
    return (byte) (direction | (once ? ONCE : 0) | (limited ? LIMITED : 0));
  }

  static boolean isOnce(byte terms) {
    return (terms & ONCE) != 0;
  }

  static boolean isLimited(byte terms) {
    return (terms & LIMITED) != 0;
  }
}
