package io.coinpanel.cli.alert;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionField;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.ConditionParser;
import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.model.Parameter;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that say what a new alert waits for. */
public final class ConditionOptions {

  /** At most one of them. */
  static final class Kind {
    // Accepted for completeness: it is the default.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--above", description = "Fires when the price rises above it (default).")
    private boolean above;

    @Option(names = "--below", description = "Fires when the price falls below it.")
    private boolean below;

    @Option(names = "--cross", description = "Fires in either direction.")
    private boolean cross;

    @Option(
        names = "--enter",
        arity = "2",
        paramLabel = "PRICE",
        description = "Fires when the price enters the range between two prices.")
    private @Nullable List<String> enter;

    @Option(
        names = "--leave",
        arity = "2",
        paramLabel = "PRICE",
        description = "Fires when the price leaves the range.")
    private @Nullable List<String> leave;

    @Option(
        names = "--rise",
        paramLabel = "PERCENT",
        description = "Fires when the price has risen this much from its low.")
    private @Nullable String rise;

    @Option(
        names = "--fall",
        paramLabel = "PERCENT",
        description = "Fires when the price has fallen this much from its high.")
    private @Nullable String fall;

    @Option(names = "--move", paramLabel = "PERCENT", description = "In either direction.")
    private @Nullable String move;

    @Option(
        names = "--step",
        paramLabel = "AMOUNT",
        description = "Fires at every multiple of an amount, or of a percentage such as 5%%.")
    private @Nullable String step;
  }

  @ArgGroup private Kind kind = new Kind();

  @Option(
      names = "--within",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "With --rise, --fall, --move: only prices within this time, such as 5m.")
  private @Nullable Integer within;

  @Option(
      names = "--from",
      paramLabel = "PRICE",
      description = "With --rise, --fall, --move: tracking begins at this price.")
  private @Nullable String from;

  @Option(
      names = "--rearm",
      paramLabel = "PRICE",
      description = "With --above, --below: rearms when the price reaches this.")
  private @Nullable String rearm;

  @Option(
      names = "--hold",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "The price must stay there this long, such as 90s.")
  private @Nullable Integer hold;

  @Option(
      names = "--bar",
      paramLabel = "LENGTH",
      description = "Compares closes of bars: 1m, 5m, 15m, 1h, 4h or 1d.")
  private @Nullable String bar;

  /** Whether it is about a threshold, which has to be given. */
  public boolean needsThreshold() {
    return switch (kind()) {
      case ABOVE, BELOW, CROSS -> true;
      case ENTER, LEAVE, RISE, FALL, MOVE, STEP -> false;
    };
  }

  public Condition condition(@Nullable String threshold) throws InvalidConditionException {
    Map<String, ConditionField> fields = new HashMap<>();
    put(fields, "condition", kind().wireName());
    put(fields, "threshold", threshold);
    range(fields, kind.enter != null ? kind.enter : kind.leave);
    percent(fields, kind.rise != null ? kind.rise : kind.fall != null ? kind.fall : kind.move);
    step(fields);
    put(fields, "within_seconds", within);
    put(fields, "from", from);
    put(fields, "rearm", rearm);
    put(fields, "hold_seconds", hold);
    put(fields, "bar", bar);
    return ConditionParser.parse(name -> fields.getOrDefault(name, ConditionField.ABSENT));
  }

  private ConditionKind kind() {
    if (kind.below || kind.cross) {
      return kind.below ? ConditionKind.BELOW : ConditionKind.CROSS;
    }
    if (kind.enter != null || kind.leave != null) {
      return kind.enter != null ? ConditionKind.ENTER : ConditionKind.LEAVE;
    }
    if (kind.rise != null || kind.fall != null) {
      return kind.rise != null ? ConditionKind.RISE : ConditionKind.FALL;
    }
    if (kind.move != null) {
      return ConditionKind.MOVE;
    }
    return kind.step != null ? ConditionKind.STEP : ConditionKind.ABOVE;
  }

  private static void range(Map<String, ConditionField> fields, @Nullable List<String> edges) {
    if (edges != null) {
      put(fields, "lower", edges.get(0));
      put(fields, "upper", edges.get(1));
    }
  }

  private void step(Map<String, ConditionField> fields) {
    String step = kind.step;
    if (step != null && step.endsWith("%")) {
      percent(fields, step);
    } else {
      put(fields, "amount", step);
    }
  }

  private static void percent(Map<String, ConditionField> fields, @Nullable String text) {
    if (text != null) {
      put(fields, "percent", text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
    }
  }

  private static void put(Map<String, ConditionField> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(
          name,
          value instanceof Integer number
              ? new ConditionField.Decimal(BigDecimal.valueOf(number))
              : new ConditionField.Text(value.toString()));
    }
  }

  /** The problem in terms of the options. */
  public static String problem(InvalidConditionException invalid) {
    String option =
        Parameter.NAMES.contains(invalid.field())
            ? option(Parameter.valueOf(invalid.field().toUpperCase(Locale.ROOT)))
            : invalid.field();
    return option + invalid.reason().substring(invalid.field().length()) + ".";
  }

  private static String option(Parameter parameter) {
    return switch (parameter) {
      case THRESHOLD -> "THRESHOLD";
      case LOWER -> "The lower price";
      case UPPER -> "The upper price";
      case PERCENT -> "The percentage";
      case AMOUNT -> "The amount";
      case WITHIN_SECONDS -> "--within";
      case FROM -> "--from";
      case REARM -> "--rearm";
      case HOLD_SECONDS -> "--hold";
      case BAR -> "--bar";
    };
  }
}
