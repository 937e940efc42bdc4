package io.coinpanel.backtest;

import io.coinpanel.model.Bar;
import io.coinpanel.model.ConditionParameters;
import io.coinpanel.model.Direction;
import io.coinpanel.model.NotificationSentence;
import io.coinpanel.model.Parameter;
import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A firing as the fields of a notification, in the order in which a socket sends them. Without what
 * only a stored one has: ids, and when it was created.
 */
public final class NotificationFields {

  private NotificationFields() {}

  public static Map<String, @Nullable Object> of(BacktestTerms terms, Firing firing) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("type", "notification");
    fields.put("symbol", terms.symbol());
    fields.put("condition", terms.condition().kind().wireName());
    ConditionParameters parameters = ConditionParameters.of(terms.condition());
    for (Parameter parameter : Parameter.values()) {
      fields.put(parameter.wireName(), parameter(parameters.get(parameter)));
    }
    fields.values().removeIf(value -> value == null);
    Direction direction = firing.direction();
    Long previous = firing.previousPrice();
    fields.put("price", Price.toString(firing.price()));
    fields.put("previous_price", previous == null ? null : Price.toString(previous));
    fields.put("trade_id", firing.tradeId());
    fields.put("trade_time", firing.tradeTime().toString());
    fields.put("revision", BacktestTerms.REVISION);
    putIfKnown(fields, "direction", direction == null ? null : direction.wireName());
    putIfKnown(fields, "level", level(firing));
    putIfKnown(fields, "reference_price", firing.referencePrice());
    putIfKnown(fields, "bar_end", firing.barEnd());
    fields.put("source", firing.source().wireName());
    fields.put("message", message(terms, firing));
    return fields;
  }

  private static @Nullable Object parameter(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Integer number -> number;
      case Bar bar -> bar.wireName();
      default -> value.toString();
    };
  }

  private static void putIfKnown(
      Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value.toString());
    }
  }

  /** What happened, in words. */
  public static String message(BacktestTerms terms, Firing firing) {
    return NotificationSentence.of(
        terms.symbol(),
        terms.condition(),
        firing.direction(),
        level(firing),
        firing.referencePrice(),
        new Price(firing.price()));
  }

  private static @Nullable String level(Firing firing) {
    BigDecimal level = firing.level();
    return level == null ? null : level.stripTrailingZeros().toPlainString();
  }
}
