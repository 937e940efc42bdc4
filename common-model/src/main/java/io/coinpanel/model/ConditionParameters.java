package io.coinpanel.model;

import static io.coinpanel.model.InvalidConditionException.invalid;
import static io.coinpanel.model.InvalidConditionException.price;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a condition, side by side as on the wire and in the database; null where it has
 * none. Not all of them make a condition.
 */
public record ConditionParameters(
    @Nullable Price threshold,
    @Nullable Price lower,
    @Nullable Price upper,
    @Nullable Percent percent,
    @Nullable Price amount,
    @Nullable Integer withinSeconds,
    @Nullable Price from,
    @Nullable Price rearm,
    @Nullable Integer holdSeconds,
    @Nullable Bar bar) {

  private static final List<Parameter> ALL = List.of(Parameter.values());

  public static ConditionParameters of(Condition condition) {
    return switch (condition) {
      case Condition.Threshold(var _, Price threshold, Price rearm, Confirmation confirmation) ->
          new ConditionParameters(
              threshold,
              null,
              null,
              null,
              null,
              null,
              null,
              rearm,
              holdSeconds(confirmation),
              bar(confirmation));
      case Condition.Range(var _, Price lower, Price upper, Confirmation confirmation) ->
          new ConditionParameters(
              null,
              lower,
              upper,
              null,
              null,
              null,
              null,
              null,
              holdSeconds(confirmation),
              bar(confirmation));
      case Condition.Change(var _, Percent percent, Integer within, Price from) ->
          new ConditionParameters(null, null, null, percent, null, within, from, null, null, null);
      case Condition.AmountStep(Price amount) ->
          new ConditionParameters(null, null, null, null, amount, null, null, null, null, null);
      case Condition.PercentStep(Percent percent) ->
          new ConditionParameters(null, null, null, percent, null, null, null, null, null, null);
    };
  }

  private static @Nullable Integer holdSeconds(Confirmation confirmation) {
    return confirmation instanceof Confirmation.Hold(int seconds) ? seconds : null;
  }

  private static @Nullable Bar bar(Confirmation confirmation) {
    return confirmation instanceof Confirmation.Close(Bar bar) ? bar : null;
  }

  /** The value of one of them. */
  public @Nullable Object get(Parameter parameter) {
    return switch (parameter) {
      case THRESHOLD -> threshold;
      case LOWER -> lower;
      case UPPER -> upper;
      case PERCENT -> percent;
      case AMOUNT -> amount;
      case WITHIN_SECONDS -> withinSeconds;
      case FROM -> from;
      case REARM -> rearm;
      case HOLD_SECONDS -> holdSeconds;
      case BAR -> bar;
    };
  }

  /** The condition they make. */
  public Condition condition(ConditionKind kind) throws InvalidConditionException {
    checkThatAllBelongTo(kind);
    return switch (kind) {
      case ABOVE, BELOW, CROSS -> threshold(kind);
      case ENTER, LEAVE -> range(kind);
      case RISE, FALL, MOVE -> change(kind);
      case STEP -> step();
    };
  }

  private void checkThatAllBelongTo(ConditionKind kind) throws InvalidConditionException {
    for (Parameter parameter : ALL) {
      if (get(parameter) != null && !Parameter.of(kind).contains(parameter)) {
        throw invalid(
            parameter,
            "cannot be combined with "
                + kind.wireName()
                + ", which takes "
                + Words.list(Parameter.of(kind)));
      }
    }
  }

  private Condition threshold(ConditionKind kind) throws InvalidConditionException {
    if (threshold == null) {
      throw price(Parameter.THRESHOLD);
    }
    if (rearm != null && holdSeconds != null) {
      throw invalid(Parameter.HOLD_SECONDS, "cannot be combined with rearm");
    }
    Confirmation confirmation = confirmation();
    if (rearm != null && kind == ConditionKind.ABOVE && rearm.compareTo(threshold) > 0) {
      throw invalid(Parameter.REARM, "of above must not be above threshold");
    }
    if (rearm != null && kind == ConditionKind.BELOW && rearm.compareTo(threshold) < 0) {
      throw invalid(Parameter.REARM, "of below must not be below threshold");
    }
    return new Condition.Threshold(kind, threshold, rearm, confirmation);
  }

  private Condition range(ConditionKind kind) throws InvalidConditionException {
    if (lower == null) {
      throw price(Parameter.LOWER);
    }
    if (upper == null) {
      throw price(Parameter.UPPER);
    }
    if (lower.compareTo(upper) > 0) {
      throw invalid(Parameter.LOWER, "must not be above upper");
    }
    return new Condition.Range(kind, lower, upper, confirmation());
  }

  private Condition change(ConditionKind kind) throws InvalidConditionException {
    if (percent == null) {
      throw ConditionParser.percent();
    }
    if (kind != ConditionKind.RISE) {
      checkPercent(percent, kind);
    }
    if (from != null && withinSeconds != null) {
      throw invalid(Parameter.FROM, "cannot be combined with within_seconds");
    }
    return new Condition.Change(kind, percent, withinSeconds, from);
  }

  private Condition step() throws InvalidConditionException {
    if (percent != null && amount != null) {
      throw invalid(Parameter.PERCENT, "cannot be combined with amount");
    }
    if (percent != null) {
      checkPercent(percent, ConditionKind.STEP);
      return new Condition.PercentStep(percent);
    }
    if (amount == null) {
      throw price(Parameter.AMOUNT, "or percent is missing: step requires one of them");
    }
    return new Condition.AmountStep(amount);
  }

  private static void checkPercent(Percent percent, ConditionKind kind)
      throws InvalidConditionException {
    if (percent.compareTo(Percent.MAX_FALL) > 0) {
      throw invalid(
          Parameter.PERCENT, "of " + kind.wireName() + " must be at most " + Percent.MAX_FALL);
    }
  }

  private Confirmation confirmation() throws InvalidConditionException {
    if (holdSeconds == null) {
      return bar == null ? Confirmation.NONE : new Confirmation.Close(bar);
    }
    if (bar != null) {
      throw invalid(Parameter.BAR, "cannot be combined with hold_seconds");
    }
    return new Confirmation.Hold(holdSeconds);
  }
}
