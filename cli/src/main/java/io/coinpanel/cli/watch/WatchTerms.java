package io.coinpanel.cli.watch;

import io.coinpanel.cli.alert.ConditionJson;
import io.coinpanel.cli.session.SessionName;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionText;
import io.coinpanel.model.Parameter;
import io.coinpanel.model.Repeat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What to watch.
 *
 * @param details further fields of the command: name, note, expiry, destinations
 */
record WatchTerms(
    String symbol,
    Condition condition,
    Repeat repeat,
    int cooldownSeconds,
    Map<String, Object> details) {

  /** Whether it ends with the first firing. */
  boolean once() {
    return repeat == Repeat.ONCE;
  }

  /** The subscribe command. */
  Map<String, Object> command() {
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("type", "subscribe");
    command.put("symbol", symbol);
    command.putAll(ConditionJson.fields(condition));
    command.put("repeat", repeat.wireName());
    if (cooldownSeconds > 0) {
      command.put("cooldown_seconds", cooldownSeconds);
    }
    command.putAll(details);
    return command;
  }

  /** Default session name, which other terms do not have. */
  SessionName sessionName() {
    List<String> parts = new ArrayList<>();
    parts.add(symbol.toLowerCase(Locale.ROOT));
    parts.add(condition.kind().wireName());
    Map<String, Object> fields = ConditionJson.fields(condition);
    for (Parameter parameter : Parameter.values()) {
      Object value = fields.get(parameter.wireName());
      if (value != null) {
        parts.add(label(parameter) + value);
      }
    }
    if (repeat != Repeat.EVERY) {
      parts.add(repeat.wireName());
    }
    if (cooldownSeconds > 0) {
      parts.add("cooldown" + cooldownSeconds);
    }
    return SessionName.of(parts.toArray(String[]::new));
  }

  private static String label(Parameter parameter) {
    return switch (parameter) {
      case THRESHOLD, LOWER, UPPER, AMOUNT -> "";
      case PERCENT -> "percent";
      case WITHIN_SECONDS -> "within";
      case FROM -> "from";
      case REARM -> "rearm";
      case HOLD_SECONDS -> "hold";
      case BAR -> "bar";
    };
  }

  /** Whether a subscription is finished and fully delivered. */
  static boolean isFinished(JsonNode subscription) {
    return subscription.path("status").asString("").equals("finished");
  }

  /** Whether a live subscription matches these terms. */
  boolean isSatisfiedBy(JsonNode subscription) {
    return !isFinished(subscription)
        && hasSameCondition(subscription)
        && subscription.path("repeat").asString("").equals(repeat.wireName())
        && subscription.path("cooldown_seconds").asInt(0) == cooldownSeconds;
  }

  /** Whether a subscription or a notification has this symbol and condition. */
  boolean hasSameCondition(JsonNode one) {
    return one.path("symbol").asString("").equals(symbol.toLowerCase(Locale.ROOT))
        && ConditionJson.parse(one).filter(condition::equals).isPresent();
  }

  @Override
  public String toString() {
    return symbol.toUpperCase(Locale.ROOT) + " " + ConditionText.of(condition);
  }
}
