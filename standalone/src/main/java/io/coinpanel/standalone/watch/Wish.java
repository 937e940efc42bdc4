package io.coinpanel.standalone.watch;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What is to be watched.
 *
 * @param once whether it is over with the first crossing
 */
record Wish(String symbol, Price threshold, Condition condition, boolean once) {

  /** The command that asks for it. */
  Map<String, Object> command() {
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("type", "subscribe");
    command.put("symbol", symbol);
    command.put("threshold", threshold.toString());
    command.put("condition", conditionName());
    command.put("repeat", once ? "once" : "every");
    return command;
  }

  /** Whether a subscription of the connection is this one. */
  boolean isMetBy(JsonNode subscription) {
    return subscription.path("symbol").asString("").equals(symbol.toLowerCase(Locale.ROOT))
        && subscription.path("threshold").asString("").equals(threshold.toString())
        && subscription.path("condition").asString("").equals(conditionName());
  }

  private String conditionName() {
    return condition.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return symbol.toUpperCase(Locale.ROOT)
        + (condition == Condition.CROSS ? " across " : " " + conditionName() + " ")
        + threshold;
  }
}
