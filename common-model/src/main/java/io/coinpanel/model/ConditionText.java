package io.coinpanel.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A condition in words, to follow a symbol: "above 65000", "falling 7 %, tracked from 70000". */
public final class ConditionText {

  private ConditionText() {}

  public static String of(Condition condition) {
    return switch (condition) {
      case Condition.Threshold(var kind, Price threshold, Price rearm, var confirmation) ->
          (kind == ConditionKind.CROSS ? "across" : kind.name().toLowerCase(Locale.ROOT))
              + " "
              + threshold
              + confirmed(confirmation)
              + suffix(", rearmed at ", rearm, "");
      case Condition.Range(var kind, Price lower, Price upper, var confirmation) ->
          ranged(kind, confirmation) + " " + lower + " to " + upper + confirmed(confirmation);
      case Condition.Change(var kind, var percent, Integer within, Price from) ->
          verb(kind)
              + " "
              + percent
              + " %"
              + suffix(" within ", within, " s")
              + suffix(", tracked from ", from, "");
      case Condition.AmountStep(Price amount) -> "every " + amount;
      case Condition.PercentStep(var percent) -> "every " + percent + " %";
    };
  }

  private static String ranged(ConditionKind kind, Confirmation confirmation) {
    boolean isInside = kind == ConditionKind.ENTER;
    return confirmation instanceof Confirmation.Hold
        ? (isInside ? "inside" : "outside")
        : (isInside ? "entering" : "leaving");
  }

  private static String confirmed(Confirmation confirmation) {
    return switch (confirmation) {
      case Confirmation.None() -> "";
      case Confirmation.Hold(int seconds) -> " for " + seconds + " s";
      case Confirmation.Close(var bar) -> " at closes of " + bar.wireName();
    };
  }

  private static String verb(ConditionKind kind) {
    return switch (kind) {
      case RISE -> "rising";
      case FALL -> "falling";
      case MOVE -> "moving";
      case ABOVE, BELOW, CROSS, ENTER, LEAVE, STEP ->
          throw new IllegalArgumentException(kind + " with a percentage");
    };
  }

  private static String suffix(String before, @Nullable Object value, String after) {
    return value == null ? "" : before + value + after;
  }
}
