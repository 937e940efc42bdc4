package io.coinpanel.ingestion.exchange.binance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A frame that is not a trade. Accepts errors as documented and as live servers send them: nested
 * in {@code error}, with or without id.
 */
sealed interface ControlMessage {

  /** A command was acknowledged. */
  record Acknowledged(int id) implements ControlMessage {}

  /** The response to LIST_SUBSCRIPTIONS. */
  record SubscriptionList(int id, List<String> streams) implements ControlMessage {}

  /** A command was rejected; the exchange does not always say which. */
  record Rejected(@Nullable Integer id, String code, String message) implements ControlMessage {}

  /** The server will shut down soon. */
  record ServerShutdown() implements ControlMessage {}

  /** Anything else. */
  record Unknown(String kind) implements ControlMessage {}

  static ControlMessage parse(ObjectMapper json, String frame) {
    try {
      return parse(json.readTree(frame));
    } catch (JacksonException garbage) {
      return new Unknown("garbage");
    }
  }

  private static ControlMessage parse(JsonNode frame) {
    JsonNode event = frame.has("data") ? frame.path("data").path("e") : frame.path("e");
    if (event.isString()) {
      String kind = event.stringValue();
      return kind.equals("serverShutdown") ? new ServerShutdown() : new Unknown(kind);
    }
    JsonNode error = frame.has("error") ? frame.path("error") : frame;
    Integer id = frame.path("id").isInt() ? frame.path("id").intValue() : null;
    if (error.has("code")) {
      return new Rejected(id, error.path("code").asString(), error.path("msg").asString(""));
    }
    if (id == null || !frame.has("result")) {
      return new Unknown("unknown");
    }
    return frame.path("result").isArray()
        ? new SubscriptionList(id, names(frame.path("result")))
        : new Acknowledged(id);
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(name -> names.add(name.asString("")));
    return names;
  }
}
