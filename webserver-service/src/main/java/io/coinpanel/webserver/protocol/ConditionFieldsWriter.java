package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes the parameters that a condition has, and no others. */
final class ConditionFieldsWriter {

  private static final String THRESHOLD = Parameter.THRESHOLD.wireName();
  private static final String LOWER = Parameter.LOWER.wireName();
  private static final String UPPER = Parameter.UPPER.wireName();
  private static final String PERCENT = Parameter.PERCENT.wireName();
  private static final String AMOUNT = Parameter.AMOUNT.wireName();
  private static final String WITHIN_SECONDS = Parameter.WITHIN_SECONDS.wireName();
  private static final String FROM = Parameter.FROM.wireName();
  private static final String REARM = Parameter.REARM.wireName();
  private static final String HOLD_SECONDS = Parameter.HOLD_SECONDS.wireName();
  private static final String BAR = Parameter.BAR.wireName();

  private ConditionFieldsWriter() {}

  static void write(JsonWriter json, Condition condition) {
    switch (condition) {
      case Condition.Threshold(var _, var threshold, var rearm, var confirmation) -> {
        json.rawText(THRESHOLD, threshold);
        optional(json, REARM, rearm);
        write(json, confirmation);
      }
      case Condition.Range(var _, var lower, var upper, var confirmation) -> {
        json.rawText(LOWER, lower).rawText(UPPER, upper);
        write(json, confirmation);
      }
      case Condition.Change(var _, var percent, var withinSeconds, var from) -> {
        json.rawText(PERCENT, percent);
        if (withinSeconds != null) {
          json.number(WITHIN_SECONDS, withinSeconds);
        }
        optional(json, FROM, from);
      }
      case Condition.AmountStep(var amount) -> json.rawText(AMOUNT, amount);
      case Condition.PercentStep(var percent) -> json.rawText(PERCENT, percent);
    }
  }

  private static void write(JsonWriter json, Confirmation confirmation) {
    switch (confirmation) {
      case Confirmation.None() -> {}
      case Confirmation.Hold(int seconds) -> json.number(HOLD_SECONDS, seconds);
      case Confirmation.Close(Bar bar) -> json.rawText(BAR, bar.wireName());
    }
  }

  private static void optional(JsonWriter json, String name, @Nullable Object value) {
    if (value != null) {
      json.rawText(name, value);
    }
  }
}
