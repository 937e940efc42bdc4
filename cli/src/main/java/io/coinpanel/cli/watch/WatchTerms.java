package io.coinpanel.cli.watch;

import io.coinpanel.cli.session.SessionName;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What to watch.
 *
 * @param once whether it ends with the first crossing
 * @param details further fields of the command: name, note, expiry
 */
record WatchTerms(
    String symbol,
    Price threshold,
    ConditionKind condition,
    boolean once,
    Map<String, String> details) {

  /** The subscribe command. */
  Map<String, Object> command() {
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("type", "subscribe");
    command.put("symbol", symbol);
    command.put("threshold", threshold.toString());
    command.put("condition", conditionName());
    command.put("repeat", repeat());
    command.putAll(details);
    return command;
  }

  /** Default session name. */
  SessionName sessionName() {
    return once
        ? SessionName.of(
            symbol.toLowerCase(Locale.ROOT), conditionName(), threshold.toString(), "once")
        : SessionName.of(symbol.toLowerCase(Locale.ROOT), conditionName(), threshold.toString());
  }

  /** Whether a subscription is finished and fully delivered. */
  static boolean isFinished(JsonNode subscription) {
    return subscription.path("status").asString("").equals("finished");
  }

  /** Whether a live subscription matches these terms. */
  boolean isSatisfiedBy(JsonNode subscription) {
    return !isFinished(subscription)
        && hasSameCrossing(subscription)
        && subscription.path("repeat").asString("").equals(repeat());
  }

  /** Whether a subscription or a notification has this symbol, threshold and condition. */
  boolean hasSameCrossing(JsonNode one) {
    return one.path("symbol").asString("").equals(symbol.toLowerCase(Locale.ROOT))
        && one.path("threshold").asString("").equals(threshold.toString())
        && one.path("condition").asString("").equals(conditionName());
  }

  private String repeat() {
    return once ? "once" : "every";
  }

  private String conditionName() {
    return condition.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return symbol.toUpperCase(Locale.ROOT)
        + (condition == ConditionKind.CROSS ? " across " : " " + conditionName() + " ")
        + threshold;
  }
}
