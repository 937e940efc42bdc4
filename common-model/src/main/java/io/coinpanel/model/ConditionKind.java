package io.coinpanel.model;

/** What a subscription waits for, by its name on the wire. Parameters are in {@link Condition}. */
public enum ConditionKind implements WireEnum {
  /** From the threshold or under it to over it. */
  ABOVE,
  /** From the threshold or over it to under it. */
  BELOW,
  /** Either way. */
  CROSS,
  /** Into a range, whose edges belong to it. */
  ENTER,
  /** Out of a range. */
  LEAVE,
  /** Up by a percentage from the lowest price. */
  RISE,
  /** Down by a percentage from the highest price. */
  FALL,
  /** Either of the two. */
  MOVE,
  /** Across a line of a grid. */
  STEP;

  /**
   * The crossing rule, exactly as promised to clients: {@code above} when {@code previous <=
   * threshold < price}, {@code below} when {@code previous >= threshold > price}, {@code cross}
   * when either holds. All three are units of {@link Price}.
   *
   * @throws IllegalStateException if this is not about a threshold
   */
  public boolean isCrossed(long previous, long threshold, long price) {
    boolean rose = previous <= threshold && threshold < price;
    boolean fell = previous >= threshold && threshold > price;
    return switch (this) {
      case ABOVE -> rose;
      case BELOW -> fell;
      case CROSS -> rose || fell;
      case ENTER, LEAVE, RISE, FALL, MOVE, STEP ->
          throw new IllegalStateException(this + " has no threshold");
    };
  }
}
