package io.coinpanel.backtest;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionField;
import io.coinpanel.model.ConditionParser;
import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.testkit.conditions.Condition.AmountStep;
import io.coinpanel.testkit.conditions.Condition.Change;
import io.coinpanel.testkit.conditions.Condition.PercentStep;
import io.coinpanel.testkit.conditions.Condition.Range;
import io.coinpanel.testkit.conditions.Condition.Threshold;
import io.coinpanel.testkit.conditions.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The oracle's terms, as a client would have named them. */
final class OracleTerms {

  private static final int PERCENT_DECIMALS = 4;

  private final Map<String, ConditionField> fields = new HashMap<>();

  private OracleTerms() {}

  static BacktestTerms terms(Terms terms) {
    return new BacktestTerms(
        "btcusdt",
        new OracleTerms().condition(terms.condition()),
        Repeat.valueOf(terms.repeat().name()),
        terms.cooldownSeconds(),
        terms.expiresAt() == Terms.NEVER ? null : Instant.ofEpochMilli(terms.expiresAt()));
  }

  private Condition condition(io.coinpanel.testkit.conditions.Condition terms) {
    switch (terms) {
      case Threshold(var side, var threshold, var rearm, var hold, var bar) -> {
        text("condition", side);
        price("threshold", threshold);
        price("rearm", rearm);
        confirmation(hold, bar);
      }
      case Range(var border, var lower, var upper, var hold, var bar) -> {
        text("condition", border);
        price("lower", lower);
        price("upper", upper);
        confirmation(hold, bar);
      }
      case Change(var trend, var ppm, var within, var from) -> {
        text("condition", trend);
        percent(ppm);
        price("from", from);
        seconds("within_seconds", within);
      }
      case AmountStep(var amount) -> {
        text("condition", "step");
        price("amount", amount);
      }
      case PercentStep(var ppm) -> {
        text("condition", "step");
        percent(ppm);
      }
    }
    try {
      return ConditionParser.parse(name -> fields.getOrDefault(name, ConditionField.ABSENT));
    } catch (InvalidConditionException e) {
      throw new AssertionError(terms + ": " + e.reason(), e);
    }
  }

  private void text(String name, Object value) {
    fields.put(name, new ConditionField.Text(value.toString().toLowerCase(Locale.ROOT)));
  }

  private void price(String name, @Nullable Long units) {
    if (units != null) {
      text(name, Price.toString(units));
    }
  }

  private void percent(long ppm) {
    text("percent", BigDecimal.valueOf(ppm, PERCENT_DECIMALS).toPlainString());
  }

  private void seconds(String name, @Nullable Integer seconds) {
    if (seconds != null) {
      fields.put(name, new ConditionField.Decimal(BigDecimal.valueOf(seconds)));
    }
  }

  private void confirmation(
      @Nullable Integer holdSeconds, io.coinpanel.testkit.conditions.@Nullable Bar bar) {
    seconds("hold_seconds", holdSeconds);
    if (bar != null) {
      text("bar", io.coinpanel.model.Bar.valueOf(bar.name()).wireName());
    }
  }
}
