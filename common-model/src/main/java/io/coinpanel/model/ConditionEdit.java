package io.coinpanel.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Other parameters for a condition.
 *
 * @param given the parameters it sets
 * @param values null where a given one is removed
 */
public record ConditionEdit(Set<Parameter> given, ConditionParameters values) {

  /** Changes nothing. */
  public static final ConditionEdit NONE =
      new ConditionEdit(
          EnumSet.noneOf(Parameter.class),
          new ConditionParameters(null, null, null, null, null, null, null, null, null, null));

  public ConditionEdit {
    given = Collections.unmodifiableSet(given);
  }

  public boolean isEmpty() {
    return given.isEmpty();
  }

  public Condition applyTo(Condition before) throws InvalidConditionException {
    if (isEmpty()) {
      return before;
    }
    ConditionParameters old = ConditionParameters.of(before);
    return new ConditionParameters(
            pick(old, Parameter.THRESHOLD, ConditionParameters::threshold),
            pick(old, Parameter.LOWER, ConditionParameters::lower),
            pick(old, Parameter.UPPER, ConditionParameters::upper),
            pick(old, Parameter.PERCENT, ConditionParameters::percent),
            pick(old, Parameter.AMOUNT, ConditionParameters::amount),
            pick(old, Parameter.WITHIN_SECONDS, ConditionParameters::withinSeconds),
            pick(old, Parameter.FROM, ConditionParameters::from),
            pick(old, Parameter.REARM, ConditionParameters::rearm),
            pick(old, Parameter.HOLD_SECONDS, ConditionParameters::holdSeconds),
            pick(old, Parameter.BAR, ConditionParameters::bar))
        .condition(before.kind());
  }

  private <T> @Nullable T pick(
      ConditionParameters old,
      Parameter parameter,
      Function<ConditionParameters, @Nullable T> value) {
    return value.apply(given.contains(parameter) ? values : old);
  }
}
