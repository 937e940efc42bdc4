package io.coinpanel.model;

import org.jspecify.annotations.Nullable;

/**
 * What a subscription waits for, with its parameters; {@code docs/protocol.md} says what each
 * means. Only combinations that the protocol admits exist.
 */
public sealed interface Condition {

  ConditionKind kind();

  /**
   * {@code above}, {@code below} or {@code cross} a threshold.
   *
   * @param rearm price that arms it again after a firing; null for the plain rule
   */
  record Threshold(
      ConditionKind kind, Price threshold, @Nullable Price rearm, Confirmation confirmation)
      implements Condition {

    public Threshold {
      switch (kind) {
        case ABOVE -> check(rearm == null || rearm.compareTo(threshold) <= 0, "rearm too high");
        case BELOW -> check(rearm == null || rearm.compareTo(threshold) >= 0, "rearm too low");
        case CROSS -> {
          check(rearm == null, "rearm with cross");
          check(!(confirmation instanceof Confirmation.Hold), "hold with cross");
        }
        case ENTER, LEAVE, RISE, FALL, MOVE, STEP -> check(false, kind + " with a threshold");
      }
      check(rearm == null || !(confirmation instanceof Confirmation.Hold), "rearm with a hold");
    }

    /** The plain rule, evaluated on trades. */
    public static Threshold plain(ConditionKind kind, Price threshold) {
      return new Threshold(kind, threshold, null, Confirmation.NONE);
    }

    public boolean isPlain() {
      return rearm == null && confirmation instanceof Confirmation.None;
    }
  }

  /** {@code enter} or {@code leave} a range, whose edges belong to it. */
  record Range(ConditionKind kind, Price lower, Price upper, Confirmation confirmation)
      implements Condition {

    public Range {
      check(kind == ConditionKind.ENTER || kind == ConditionKind.LEAVE, kind + " with a range");
      check(lower.compareTo(upper) <= 0, "lower above upper");
    }
  }

  /**
   * {@code rise}, {@code fall} or {@code move} by a percentage.
   *
   * @param withinSeconds the window; null for a trailing change
   * @param from price at which a trailing change begins; null for the baseline
   */
  record Change(
      ConditionKind kind, Percent percent, @Nullable Integer withinSeconds, @Nullable Price from)
      implements Condition {

    public Change {
      switch (kind) {
        case RISE -> check(percent.compareTo(Percent.MAX) <= 0, "percentage too high");
        case FALL, MOVE -> check(percent.compareTo(Percent.MAX_FALL) <= 0, "percentage too high");
        case ABOVE, BELOW, CROSS, ENTER, LEAVE, STEP -> check(false, kind + " with a percentage");
      }
      check(withinSeconds == null || from == null, "from with a window");
      check(withinSeconds == null || withinSeconds > 0, "an empty window");
    }
  }

  /** {@code step} across the multiples of a price. */
  record AmountStep(Price amount) implements Condition {

    public AmountStep {
      check(amount.units() > 0, "step of zero");
    }

    @Override
    public ConditionKind kind() {
      return ConditionKind.STEP;
    }
  }

  /** {@code step} by percentages of the baseline's price. */
  record PercentStep(Percent percent) implements Condition {

    public PercentStep {
      check(percent.compareTo(Percent.MAX_FALL) <= 0, "step above the maximum");
    }

    @Override
    public ConditionKind kind() {
      return ConditionKind.STEP;
    }
  }

  private static void check(boolean isAdmitted, String otherwise) {
    if (!isAdmitted) {
      throw new IllegalArgumentException("invalid condition: " + otherwise);
    }
  }
}
