package io.coinpanel.model;

/** Which way the price must cross a threshold for a notification. */
public enum Condition implements WireEnum {
  /** From the threshold or under it to over it. */
  ABOVE,
  /** From the threshold or over it to under it. */
  BELOW,
  /** Either way. */
  CROSS;

  /**
   * The crossing rule, exactly as promised to clients: {@code above} when {@code previous <=
   * threshold < price}, {@code below} when {@code previous >= threshold > price}, {@code cross}
   * when either holds. All three are units of {@link Price}.
   */
  public boolean isCrossed(long previous, long threshold, long price) {
    boolean rose = previous <= threshold && threshold < price;
    boolean fell = previous >= threshold && threshold > price;
    return switch (this) {
      case ABOVE -> rose;
      case BELOW -> fell;
      case CROSS -> rose || fell;
    };
  }
}
