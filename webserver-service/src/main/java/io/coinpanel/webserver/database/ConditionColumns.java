package io.coinpanel.webserver.database;

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
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns that hold a condition, in every table that has one. */
public final class ConditionColumns {

  /**
   * A column.
   *
   * @param type its type, also that of arrays
   */
  public record Column(String name, String type) {}

  public static final List<Column> ALL =
      List.of(
          new Column("condition", "text"),
          new Column("threshold", "numeric"),
          new Column("lower", "numeric"),
          new Column("upper", "numeric"),
          new Column("percent", "numeric"),
          new Column("amount", "numeric"),
          new Column("within_seconds", "int4"),
          new Column("from_price", "numeric"),
          new Column("rearm", "numeric"),
          new Column("hold_seconds", "int4"),
          new Column("bar", "text"));

  /** The names, separated by commas. */
  public static final String NAMES = join(name -> name);

  private ConditionColumns() {}

  private static String join(UnaryOperator<String> column) {
    return ALL.stream().map(Column::name).map(column).collect(Collectors.joining(", "));
  }

  /** The names, each of a table. */
  public static String of(String table) {
    return join(name -> table + "." + name);
  }

  /** A select list that {@link #read} takes, of a table. */
  public static String select(String table) {
    return select(name -> table + "." + name);
  }

  /** Their values in a former revision if there is one, else in a table, with their names. */
  public static String of(String former, String table) {
    return join(name -> valueOf(former, table, name) + " as " + name);
  }

  /** As {@link #select(String)}, of a former revision if there is one. */
  public static String select(String former, String table) {
    return select(name -> valueOf(former, table, name));
  }

  private static String valueOf(String former, String table, String name) {
    return "case when %1$s.revision is null then %2$s.%3$s else %1$s.%3$s end"
        .formatted(former, table, name);
  }

  /** Whole numbers are read faster than decimals. */
  private static String select(UnaryOperator<String> value) {
    return ALL.stream()
        .map(
            column -> {
              String text = value.apply(column.name());
              if (!column.type().equals("numeric")) {
                return text;
              }
              return column.name().equals("percent")
                  ? "((%s) * 10000)::integer".formatted(text)
                  : "((%s) * 100000000)::bigint".formatted(text);
            })
        .collect(Collectors.joining(", "));
  }

  /** The values for {@link #ALL}. */
  public static List<@Nullable Object> values(Condition condition) {
    ConditionParameters parameters = ConditionParameters.of(condition);
    Percent percent = parameters.percent();
    Bar bar = parameters.bar();
    return Arrays.asList(
        condition.kind().wireName(),
        decimal(parameters.threshold()),
        decimal(parameters.lower()),
        decimal(parameters.upper()),
        percent == null ? null : percent.toBigDecimal(),
        decimal(parameters.amount()),
        parameters.withinSeconds(),
        decimal(parameters.from()),
        decimal(parameters.rearm()),
        parameters.holdSeconds(),
        bar == null ? null : bar.wireName());
  }

  private static @Nullable BigDecimal decimal(@Nullable Price price) {
    return price == null ? null : price.toBigDecimal();
  }

  /** Reads a selected condition whose columns begin at an index. */
  public static Condition read(ResultSet row, int first) throws SQLException {
    ConditionKind kind = WireEnum.parse(ConditionKind.class, row.getString(first)).orElseThrow();
    Integer ppm = integer(row, first + 4);
    String bar = row.getString(first + 10);
    ConditionParameters parameters =
        new ConditionParameters(
            price(row, first + 1),
            price(row, first + 2),
            price(row, first + 3),
            ppm == null ? null : new Percent(ppm),
            price(row, first + 5),
            integer(row, first + 6),
            price(row, first + 7),
            price(row, first + 8),
            integer(row, first + 9),
            bar == null ? null : Bar.parse(bar).orElseThrow());
    try {
      return parameters.condition(kind);
    } catch (InvalidConditionException e) {
      throw new IllegalStateException("a stored condition is invalid: " + parameters, e);
    }
  }

  private static @Nullable Price price(ResultSet row, int column) throws SQLException {
    long units = row.getLong(column);
    return row.wasNull() ? null : new Price(units);
  }

  private static @Nullable Integer integer(ResultSet row, int column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? null : number;
  }
}
