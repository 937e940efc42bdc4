package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.stream.Command.GetCombined;
import io.coinpanel.simulator.stream.Command.Invalid;
import io.coinpanel.simulator.stream.Command.ListSubscriptions;
import io.coinpanel.simulator.stream.Command.SetCombined;
import io.coinpanel.simulator.stream.Command.Subscribe;
import io.coinpanel.simulator.stream.Command.Unsubscribe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Parses a client's text frame into a {@link Command}. */
final class CommandParser {

  private static final int INVALID_REQUEST = 2;
  private static final int INVALID_JSON = 3;

  private final JsonMapper json = new JsonMapper();

  Command read(String text) {
    JsonNode command;
    try {
      command = json.readTree(text);
    } catch (JacksonException e) {
      var at = e.getLocation();
      int column = at == null ? 1 : Math.max(1, at.getColumnNr());
      String message = "Invalid JSON: expected value at line 1 column " + column;
      return new Invalid(INVALID_JSON, message, MissingNode.getInstance());
    }
    return command.isObject() ? readObject(command, text) : noObject(text);
  }

  private static Command noObject(String text) {
    String message = text.isBlank() ? "expected value" : "expected struct Request";
    return new Invalid(
        INVALID_JSON,
        "Invalid JSON: " + message + " at line 1 column 1",
        MissingNode.getInstance());
  }

  private static Command readObject(JsonNode command, String text) {
    JsonNode id = command.path("id");
    if (!(id.isMissingNode() || id.isNull() || id.isIntegralNumber() || id.isString())) {
      return invalid("invalid type for `id`", MissingNode.getInstance());
    }
    JsonNode method = command.path("method");
    if (!method.isString()) {
      return invalid("missing field `method` at line 1 column " + text.length(), id);
    }
    JsonNode params = command.path("params");
    return switch (method.stringValue()) {
      case "SUBSCRIBE" -> subscribe(names(params), id);
      case "UNSUBSCRIBE" -> unsubscribe(names(params), id);
      case "LIST_SUBSCRIPTIONS" -> new ListSubscriptions(id);
      case "SET_PROPERTY" -> setProperty(params, id);
      case "GET_PROPERTY" -> new GetCombined(id);
      default -> invalid("unknown variant `" + method.stringValue() + "`", id);
    };
  }

  private static Command subscribe(@Nullable List<String> names, JsonNode id) {
    return names == null ? invalid("missing field `params`", id) : new Subscribe(names, id);
  }

  private static Command unsubscribe(@Nullable List<String> names, JsonNode id) {
    return names == null ? invalid("missing field `params`", id) : new Unsubscribe(names, id);
  }

  private static Command setProperty(JsonNode params, JsonNode id) {
    boolean known = params.path(0).asString("").equals("combined") && params.path(1).isBoolean();
    return known
        ? new SetCombined(params.path(1).booleanValue(), id)
        : invalid("unknown property", id);
  }

  private static @Nullable List<String> names(JsonNode params) {
    if (!params.isArray()) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (JsonNode name : params) {
      // Non-text values are rejected like invalid stream names.
      names.add(name.isString() ? name.stringValue() : "");
    }
    return names;
  }

  private static Invalid invalid(String what, JsonNode id) {
    return new Invalid(INVALID_REQUEST, "Invalid request: " + what, id);
  }
}
