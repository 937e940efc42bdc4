package io.coinpanel.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a notification says happened, in words. */
public final class NotificationSentence {

  private NotificationSentence() {}

  /**
   * A sentence without a full stop, with the price at its end.
   *
   * @param level the price that was reached or passed
   * @param reference what a change is measured from
   */
  public static String of(
      String symbol,
      Condition condition,
      @Nullable Direction direction,
      @Nullable String level,
      @Nullable Price reference,
      Price price) {
    return symbol.toUpperCase(Locale.ROOT)
        + " "
        + switch (condition) {
          case Condition.Threshold(var _, Price threshold, var _, Confirmation confirmation) ->
              passed(confirmation, direction) + " " + threshold + duration(confirmation);
          case Condition.Range(ConditionKind kind, Price lower, Price upper, var confirmation) ->
              ranged(confirmation, kind) + " " + lower + " to " + upper + duration(confirmation);
          case Condition.Change change -> changed(change, direction, reference);
          case Condition.AmountStep(Price amount) -> stepped(direction, level, amount.toString());
          case Condition.PercentStep(var percent) -> stepped(direction, level, percent + " %");
        }
        + ": "
        + price;
  }

  private static String passed(Confirmation confirmation, @Nullable Direction direction) {
    boolean isAbove = direction == Direction.UP;
    return switch (confirmation) {
      case Confirmation.None() -> isAbove ? "rose above" : "fell below";
      case Confirmation.Hold _ -> isAbove ? "stayed above" : "stayed below";
      case Confirmation.Close(Bar bar) ->
          bar.wireName() + (isAbove ? " bar closed above" : " bar closed below");
    };
  }

  private static String ranged(Confirmation confirmation, ConditionKind kind) {
    boolean isInside = kind == ConditionKind.ENTER;
    return switch (confirmation) {
      case Confirmation.None() -> isInside ? "entered" : "left";
      case Confirmation.Hold _ -> isInside ? "stayed inside" : "stayed outside";
      case Confirmation.Close(Bar bar) ->
          bar.wireName() + (isInside ? " bar closed inside" : " bar closed outside");
    };
  }

  private static String duration(Confirmation confirmation) {
    return confirmation instanceof Confirmation.Hold(int seconds) ? " for " + seconds + " s" : "";
  }

  private static String changed(
      Condition.Change change, @Nullable Direction direction, @Nullable Price reference) {
    String verb =
        switch (direction) {
          case UP -> "rose ";
          case DOWN -> "fell ";
          case null -> "moved ";
        };
    Integer within = change.withinSeconds();
    return verb
        + change.percent()
        + " %"
        + (reference == null ? "" : " from " + reference)
        + (within == null ? "" : " within " + within + " s");
  }

  private static String stepped(
      @Nullable Direction direction, @Nullable String level, String step) {
    String line = level == null ? "a step of " + step : level;
    return "crossed "
        + line
        + switch (direction) {
          case UP -> " upwards";
          case DOWN -> " downwards";
          case null -> "";
        };
  }
}
