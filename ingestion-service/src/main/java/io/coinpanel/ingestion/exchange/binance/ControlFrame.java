package io.coinpanel.ingestion.exchange.binance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What a frame says that is no trade. Errors are read as the documents give them and as live
 * servers send them, nested in {@code error}, with an id or without.
 */
sealed interface ControlFrame {

  /** A command was carried out. */
  record Acknowledged(int id) implements ControlFrame {}

  /** The answer to LIST_SUBSCRIPTIONS. */
  record Subscribed(int id, List<String> streams) implements ControlFrame {}

  /** A command was refused; which one, the exchange does not always say. */
  record Refused(@Nullable Integer id, String code, String message) implements ControlFrame {}

  /** The server goes down soon. */
  record ServerShutdown() implements ControlFrame {}

  /** Anything else. */
  record Unknown(String kind) implements ControlFrame {}

  static ControlFrame read(ObjectMapper json, String frame) {
    try {
      return read(json.readTree(frame));
    } catch (JacksonException garbage) {
      return new Unknown("garbage");
    }
  }

  private static ControlFrame read(JsonNode frame) {
    JsonNode event = frame.has("data") ? frame.path("data").path("e") : frame.path("e");
    if (event.isString()) {
      String kind = event.stringValue();
      return kind.equals("serverShutdown") ? new ServerShutdown() : new Unknown(kind);
    }
    JsonNode error = frame.has("error") ? frame.path("error") : frame;
    Integer id = frame.path("id").isInt() ? frame.path("id").intValue() : null;
    if (error.has("code")) {
      return new Refused(id, error.path("code").asString(), error.path("msg").asString(""));
    }
    if (id == null || !frame.has("result")) {
      return new Unknown("unknown");
    }
    return frame.path("result").isArray()
        ? new Subscribed(id, names(frame.path("result")))
        : new Acknowledged(id);
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(name -> names.add(name.asString("")));
    return names;
  }
}
