package io.coinpanel.ingestion.subscriptions;

import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.ConditionParameters;
import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Price;
import io.coinpanel.model.WireEnum;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the condition of a row of the subscription table. */
final class ConditionColumns {

  /** What is selected of {@code s}, one after the other. */
  static final String COLUMNS =
      """
      s.condition,
      s.threshold,
      s.lower,
      s.upper,
      s.percent,
      s.amount,
      s.within_seconds,
      s.from_price,
      s.rearm,
      s.hold_seconds,
      s.bar
      """;

  /** How many these are. */
  static final int COUNT = 11;

  private final ResultSet row;
  private final int first;

  /**
   * @param first the first of the columns in the row at hand
   */
  ConditionColumns(ResultSet row, int first) {
    this.row = row;
    this.first = first;
  }

  /** The condition, or empty if it is not known or has parameters that do not go together. */
  Optional<Condition> read() throws SQLException {
    Optional<ConditionKind> kind = WireEnum.parse(ConditionKind.class, row.getString(first));
    String bar = row.getString(first + 10);
    Optional<Bar> known = bar == null ? Optional.empty() : Bar.parse(bar);
    if (kind.isEmpty() || (bar != null && known.isEmpty())) {
      return Optional.empty();
    }
    try {
      return Optional.of(parameters(known.orElse(null)).condition(kind.get()));
    } catch (InvalidConditionException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private ConditionParameters parameters(@Nullable Bar bar) throws SQLException {
    return new ConditionParameters(
        threshold(),
        price(2),
        price(3),
        percent(),
        price(5),
        integer(6),
        price(7),
        price(8),
        integer(9),
        bar);
  }

  /** The threshold, if there is one. */
  @Nullable Price threshold() throws SQLException {
    return price(1);
  }

  private @Nullable Percent percent() throws SQLException {
    BigDecimal number = row.getBigDecimal(first + 4);
    return number == null ? null : Percent.of(number).orElseThrow(IllegalArgumentException::new);
  }

  private @Nullable Price price(int column) throws SQLException {
    BigDecimal number = row.getBigDecimal(first + column);
    return number == null ? null : Price.of(number).orElseThrow(IllegalArgumentException::new);
  }

  private @Nullable Integer integer(int column) throws SQLException {
    int number = row.getInt(first + column);
    return row.wasNull() ? null : (Integer) number;
  }
}
