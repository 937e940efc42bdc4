package io.coinpanel.cli.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/** Options that change the condition of one alert. */
final class ParameterOptions {

  private static final String NONE = "none";

  @Option(names = "--threshold", paramLabel = "PRICE", description = "The new threshold.")
  private @Nullable String threshold;

  @Option(names = "--lower", paramLabel = "PRICE", description = "The lower edge of its range.")
  private @Nullable String lower;

  @Option(names = "--upper", paramLabel = "PRICE", description = "The upper edge.")
  private @Nullable String upper;

  @Option(
      names = "--percent",
      paramLabel = "PERCENT",
      description = "The percentage; 'none' to step by an amount.")
  private @Nullable String percent;

  @Option(
      names = "--amount",
      paramLabel = "PRICE",
      description = "The step; 'none' to step by a percentage.")
  private @Nullable String amount;

  @Option(names = "--within", paramLabel = "TIME", description = "Window, such as 5m, or none.")
  private @Nullable String within;

  @Option(names = "--from", paramLabel = "PRICE", description = "Price to track from, or none.")
  private @Nullable String from;

  @Option(
      names = "--rearm",
      paramLabel = "PRICE",
      description = "The price at which it is rearmed, or none.")
  private @Nullable String rearm;

  @Option(
      names = "--hold",
      paramLabel = "TIME",
      description = "How long the price must stay, or none.")
  private @Nullable String hold;

  @Option(names = "--bar", paramLabel = "LENGTH", description = "The length of the bars, or none.")
  private @Nullable String bar;

  /** As fields of the update command. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "threshold", threshold);
    put(fields, "lower", lower);
    put(fields, "upper", upper);
    put(fields, "percent", percent);
    put(fields, "amount", amount);
    put(fields, "within_seconds", seconds(within));
    put(fields, "from", from);
    put(fields, "rearm", rearm);
    put(fields, "hold_seconds", seconds(hold));
    put(fields, "bar", bar);
    return fields;
  }

  private static @Nullable Object seconds(@Nullable String text) {
    return text == null || text.equals(NONE) ? text : new DurationConverter().convert(text);
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value.equals(NONE) ? JsonNodeFactory.instance.nullNode() : value);
    }
  }
}
