package io.coinpanel.simulator.control;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Response to a control command. */
public record ControlResponse(int status, String body) {

  private static final JsonMapper JSON = new JsonMapper();

  static ControlResponse ok(Object value) {
    return new ControlResponse(200, JSON.writeValueAsString(value));
  }

  static ControlResponse refused(int status, String why) {
    return new ControlResponse(status, JSON.writeValueAsString(Map.of("error", why)));
  }
}
