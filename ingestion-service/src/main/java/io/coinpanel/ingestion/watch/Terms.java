package io.coinpanel.ingestion.watch;

import io.coinpanel.model.Condition;

/** What a threshold index must know of a subscription beside its threshold, packed in a byte. */
public final class Terms {

  static final byte RISING = 1;
  static final byte FALLING = 2;
  private static final byte ONCE = 4;
  private static final byte LIMITED = 8;

  private Terms() {}

  /**
   * Packs the terms.
   *
   * @param limited whether there are {@link Limits} to ask before firing
   */
  public static byte of(Condition condition, boolean once, boolean limited) {
    int direction =
        switch (condition) {
          case ABOVE -> RISING;
          case BELOW -> FALLING;
          case CROSS -> RISING | FALLING;
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
