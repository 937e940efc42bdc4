package io.coinpanel.backtest;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionField;
import io.coinpanel.model.ConditionParser;
import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.model.Repeat;
import io.coinpanel.testkit.conditions.ConditionFields;
import io.coinpanel.testkit.conditions.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The oracle's terms, as a client would have named them. */
final class OracleTerms {

  private OracleTerms() {}

  static BacktestTerms terms(Terms terms) {
    return new BacktestTerms(
        "btcusdt",
        condition(terms.condition()),
        Repeat.valueOf(terms.repeat().name()),
        terms.cooldownSeconds(),
        terms.expiresAt() == Terms.NEVER ? null : Instant.ofEpochMilli(terms.expiresAt()));
  }

  private static Condition condition(io.coinpanel.testkit.conditions.Condition terms) {
    Map<String, Object> fields = ConditionFields.of(terms);
    try {
      return ConditionParser.parse(name -> field(fields.get(name)));
    } catch (InvalidConditionException e) {
      throw new AssertionError(terms + ": " + e.reason(), e);
    }
  }

  private static ConditionField field(@Nullable Object value) {
    return switch (value) {
      case null -> ConditionField.ABSENT;
      case Integer seconds -> new ConditionField.Decimal(BigDecimal.valueOf(seconds));
      default -> new ConditionField.Text(value.toString());
    };
  }
}
