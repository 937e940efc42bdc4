package io.coinpanel.simulator.stream;

import java.util.Collection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Encodes command responses. */
final class CommandResponses {

  private final JsonMapper json = new JsonMapper();
  private final boolean nested;

  CommandResponses(boolean nested) {
    this.nested = nested;
  }

  String ack(JsonNode id) {
    ObjectNode answer = json.createObjectNode().putNull("result");
    return withId(answer, id);
  }

  String names(Collection<String> names, JsonNode id) {
    ObjectNode answer = json.createObjectNode();
    names.forEach(answer.putArray("result")::add);
    return withId(answer, id);
  }

  String property(boolean value, JsonNode id) {
    return withId(json.createObjectNode().put("result", value), id);
  }

  /** Nested as live servers send it, or flat as the documentation has it. */
  String error(int code, String message, JsonNode id) {
    ObjectNode answer = json.createObjectNode();
    ObjectNode error = nested ? answer.putObject("error") : answer;
    error.put("code", code).put("msg", message);
    return id.isMissingNode() ? answer.toString() : answer.set("id", id).toString();
  }

  private static String withId(ObjectNode answer, JsonNode id) {
    return id.isMissingNode() ? answer.putNull("id").toString() : answer.set("id", id).toString();
  }
}
