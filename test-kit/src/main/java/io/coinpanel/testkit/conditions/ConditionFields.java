package io.coinpanel.testkit.conditions;

import io.coinpanel.testkit.conditions.Condition.AmountStep;
import io.coinpanel.testkit.conditions.Condition.Change;
import io.coinpanel.testkit.conditions.Condition.PercentStep;
import io.coinpanel.testkit.conditions.Condition.Range;
import io.coinpanel.testkit.conditions.Condition.Threshold;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A condition as the fields of a command: text, and whole numbers for seconds. */
public final class ConditionFields {

  private static final int PRICE_DECIMALS = 8;
  private static final int PERCENT_DECIMALS = 4;
  private static final Map<Bar, String> BARS =
      Map.of(
          Bar.ONE_MINUTE, "1m",
          Bar.FIVE_MINUTES, "5m",
          Bar.FIFTEEN_MINUTES, "15m",
          Bar.ONE_HOUR, "1h",
          Bar.FOUR_HOURS, "4h",
          Bar.ONE_DAY, "1d");

  private final Map<String, Object> fields = new LinkedHashMap<>();

  private ConditionFields() {}

  /** The fields of a condition, without those it does not have. */
  public static Map<String, Object> of(Condition condition) {
    ConditionFields all = new ConditionFields();
    all.put(condition);
    all.fields.values().removeIf(value -> value == null);
    return all.fields;
  }

  private void put(Condition condition) {
    switch (condition) {
      case Threshold(var side, var threshold, var rearm, var hold, var bar) -> {
        kind(side.name());
        price("threshold", threshold);
        price("rearm", rearm);
        confirmation(hold, bar);
      }
      case Range(var border, var lower, var upper, var hold, var bar) -> {
        kind(border.name());
        price("lower", lower);
        price("upper", upper);
        confirmation(hold, bar);
      }
      case Change(var trend, var ppm, var within, var from) -> {
        kind(trend.name());
        percent(ppm);
        price("from", from);
        fields.put("within_seconds", within);
      }
      case AmountStep(var amount) -> {
        kind("step");
        price("amount", amount);
      }
      case PercentStep(var ppm) -> {
        kind("step");
        percent(ppm);
      }
    }
  }

  private void kind(String name) {
    fields.put("condition", name.toLowerCase(Locale.ROOT));
  }

  private void price(String name, @Nullable Long units) {
    fields.put(name, units == null ? null : decimal(units, PRICE_DECIMALS));
  }

  private void percent(long ppm) {
    fields.put("percent", decimal(ppm, PERCENT_DECIMALS));
  }

  private static String decimal(long units, int decimals) {
    return BigDecimal.valueOf(units, decimals).stripTrailingZeros().toPlainString();
  }

  private void confirmation(@Nullable Integer holdSeconds, @Nullable Bar bar) {
    fields.put("hold_seconds", holdSeconds);
    fields.put("bar", bar == null ? null : BARS.get(bar));
  }
}
