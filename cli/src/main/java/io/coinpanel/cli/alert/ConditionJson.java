package io.coinpanel.cli.alert;

import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionField;
import io.coinpanel.model.ConditionParameters;
import io.coinpanel.model.ConditionParser;
import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.model.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A condition as the fields of a message. */
public final class ConditionJson {

  private ConditionJson() {}

  /** Of a subscription or notification; empty if a newer server has one that is unknown here. */
  public static Optional<Condition> parse(JsonNode message) {
    try {
      return Optional.of(ConditionParser.parse(name -> field(message.path(name))));
    } catch (InvalidConditionException e) {
      return Optional.empty();
    }
  }

  private static ConditionField field(JsonNode value) {
    if (value.isMissingNode()) {
      return ConditionField.ABSENT;
    }
    if (value.isNumber()) {
      return new ConditionField.Decimal(value.decimalValue());
    }
    return value.isString() ? new ConditionField.Text(value.asString()) : ConditionField.OTHER;
  }

  /** The fields of a command. */
  public static Map<String, Object> fields(Condition condition) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("condition", condition.kind().wireName());
    ConditionParameters parameters = ConditionParameters.of(condition);
    for (Parameter parameter : Parameter.values()) {
      Object value = parameters.get(parameter);
      if (value != null) {
        fields.put(parameter.wireName(), value(value));
      }
    }
    return fields;
  }

  private static Object value(Object value) {
    return switch (value) {
      case Integer number -> number;
      case Bar bar -> bar.wireName();
      default -> value.toString();
    };
  }
}
