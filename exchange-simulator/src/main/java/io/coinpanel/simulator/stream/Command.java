package io.coinpanel.simulator.stream;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A client command. The id is echoed. */
sealed interface Command {

  JsonNode id();

  record Subscribe(List<String> names, JsonNode id) implements Command {}

  record Unsubscribe(List<String> names, JsonNode id) implements Command {}

  record ListSubscriptions(JsonNode id) implements Command {}

  record SetCombined(boolean combined, JsonNode id) implements Command {}

  record GetCombined(JsonNode id) implements Command {}

  /** Something else, and what is wrong with it. */
  record Invalid(int code, String message, JsonNode id) implements Command {}
}
