package io.coinpanel.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A parameter of conditions, by its name on the wire. */
public enum Parameter implements WireEnum {
  THRESHOLD,
  LOWER,
  UPPER,
  PERCENT,
  AMOUNT,
  WITHIN_SECONDS,
  FROM,
  REARM,
  HOLD_SECONDS,
  BAR;

  /** The names of all. */
  public static final Set<String> NAMES =
      Stream.of(values()).map(Parameter::wireName).collect(Collectors.toUnmodifiableSet());

  private static final Set<Parameter> OF_A_THRESHOLD =
      unmodifiable(EnumSet.of(THRESHOLD, REARM, HOLD_SECONDS, BAR));
  private static final Set<Parameter> OF_A_CROSS = unmodifiable(EnumSet.of(THRESHOLD, BAR));
  private static final Set<Parameter> OF_A_RANGE =
      unmodifiable(EnumSet.of(LOWER, UPPER, HOLD_SECONDS, BAR));
  private static final Set<Parameter> OF_A_CHANGE =
      unmodifiable(EnumSet.of(PERCENT, WITHIN_SECONDS, FROM));
  private static final Set<Parameter> OF_A_STEP = unmodifiable(EnumSet.of(PERCENT, AMOUNT));

  private static Set<Parameter> unmodifiable(EnumSet<Parameter> parameters) {
    return Collections.unmodifiableSet(parameters);
  }

  /** Those that a condition may have, in the order in which messages name them. */
  public static Set<Parameter> of(ConditionKind kind) {
    return switch (kind) {
      case ABOVE, BELOW -> OF_A_THRESHOLD;
      case CROSS -> OF_A_CROSS;
      case ENTER, LEAVE -> OF_A_RANGE;
      case RISE, FALL, MOVE -> OF_A_CHANGE;
      case STEP -> OF_A_STEP;
    };
  }
}
