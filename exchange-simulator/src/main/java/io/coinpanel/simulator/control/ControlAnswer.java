package io.coinpanel.simulator.control;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a command came to: an HTTP status and a JSON object. */
public record ControlAnswer(int status, String body) {

  private static final JsonMapper JSON = new JsonMapper();

  static ControlAnswer ok(Object value) {
    return new ControlAnswer(200, JSON.writeValueAsString(value));
  }

  static ControlAnswer refused(int status, String why) {
    return new ControlAnswer(status, JSON.writeValueAsString(Map.of("error", why)));
  }
}
