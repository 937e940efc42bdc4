package io.coinpanel.testkit.telegram;

import java.util.Map;

/** What the Bot API answers. */
record BotAnswer(int status, Map<String, Object> body) {

  private static final int OK = 200;

  static BotAnswer of(Object result) {
    return new BotAnswer(OK, Map.of("ok", true, "result", result));
  }

  static BotAnswer error(int status, String description) {
    return error(status, description, Map.of());
  }

  static BotAnswer error(int status, String description, Map<String, Object> parameters) {
    return new BotAnswer(
        status,
        Map.of(
            "ok", false,
            "error_code", status,
            "description", description,
            "parameters", parameters));
  }
}
