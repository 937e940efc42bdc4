package io.coinpanel.testkit.conditions;

import org.jspecify.annotations.Nullable;

/** A condition with its parameters. Prices are in units of 10^-8, percents in ppm. */
public sealed interface Condition {

  /** From which side a threshold is crossed. */
  enum Side {
    ABOVE,
    BELOW,
    CROSS
  }

  /** Which way a range's edge is crossed. */
  enum Border {
    ENTER,
    LEAVE
  }

  /** The change that is waited for. */
  enum Trend {
    RISE,
    FALL,
    MOVE
  }

  /** {@code above}, {@code below} or {@code cross}. */
  record Threshold(
      Side side,
      long threshold,
      @Nullable Long rearm,
      @Nullable Integer holdSeconds,
      @Nullable Bar bar)
      implements Condition {

    public Threshold {
      check(threshold > 0, "threshold");
      check(rearm == null || isOnOtherSide(side, threshold, rearm), "rearm");
      check(
          holdSeconds == null
              || (side != Side.CROSS && rearm == null && bar == null && isSeconds(holdSeconds)),
          "hold_seconds");
    }

    private static boolean isOnOtherSide(Side side, long threshold, long rearm) {
      return switch (side) {
        case ABOVE -> 0 < rearm && rearm <= threshold;
        case BELOW -> rearm >= threshold;
        case CROSS -> false;
      };
    }

    public Threshold rearm(long price) {
      return new Threshold(side, threshold, price, holdSeconds, bar);
    }

    public Threshold hold(int seconds) {
      return new Threshold(side, threshold, rearm, seconds, bar);
    }

    public Threshold bar(Bar length) {
      return new Threshold(side, threshold, rearm, holdSeconds, length);
    }
  }

  /** {@code enter} or {@code leave}; both bounds are inside. */
  record Range(
      Border border, long lower, long upper, @Nullable Integer holdSeconds, @Nullable Bar bar)
      implements Condition {

    public Range {
      check(0 < lower && lower <= upper, "lower");
      check(holdSeconds == null || (bar == null && isSeconds(holdSeconds)), "hold_seconds");
    }

    public Range hold(int seconds) {
      return new Range(border, lower, upper, seconds, bar);
    }

    public Range bar(Bar length) {
      return new Range(border, lower, upper, holdSeconds, length);
    }
  }

  /** {@code rise}, {@code fall} or {@code move}. */
  record Change(Trend trend, long ppm, @Nullable Integer withinSeconds, @Nullable Long from)
      implements Condition {

    private static final long GREATEST_RISE = 10_000_000;

    public Change {
      check(0 < ppm && ppm <= (trend == Trend.RISE ? GREATEST_RISE : BELOW_ALL), "percent");
      check(withinSeconds == null || isSeconds(withinSeconds), "within_seconds");
      check(from == null || (from > 0 && withinSeconds == null), "from");
    }

    public Change within(int seconds) {
      return new Change(trend, ppm, seconds, from);
    }

    public Change from(long price) {
      return new Change(trend, ppm, withinSeconds, price);
    }
  }

  /** {@code step} of an amount. */
  record AmountStep(long amount) implements Condition {

    public AmountStep {
      check(amount > 0, "amount");
    }
  }

  /** {@code step} of a percentage of the baseline's price. */
  record PercentStep(long ppm) implements Condition {

    public PercentStep {
      check(0 < ppm && ppm <= BELOW_ALL, "percent");
    }
  }

  /** 99.9999 %: the greatest fall, move and step. */
  long BELOW_ALL = 999_999;

  static Threshold above(long threshold) {
    return new Threshold(Side.ABOVE, threshold, null, null, null);
  }

  static Threshold below(long threshold) {
    return new Threshold(Side.BELOW, threshold, null, null, null);
  }

  static Threshold cross(long threshold) {
    return new Threshold(Side.CROSS, threshold, null, null, null);
  }

  static Range enter(long lower, long upper) {
    return new Range(Border.ENTER, lower, upper, null, null);
  }

  static Range leave(long lower, long upper) {
    return new Range(Border.LEAVE, lower, upper, null, null);
  }

  static Change rise(long ppm) {
    return new Change(Trend.RISE, ppm, null, null);
  }

  static Change fall(long ppm) {
    return new Change(Trend.FALL, ppm, null, null);
  }

  static Change move(long ppm) {
    return new Change(Trend.MOVE, ppm, null, null);
  }

  private static boolean isSeconds(int seconds) {
    return 1 <= seconds && seconds <= 86_400;
  }

  private static void check(boolean isValid, String field) {
    if (!isValid) {
      throw new IllegalArgumentException(field);
    }
  }
}
