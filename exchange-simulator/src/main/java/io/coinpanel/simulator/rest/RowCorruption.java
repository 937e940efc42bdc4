package io.coinpanel.simulator.rest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Corruption of the first row of a response: a list, or an object with a list of symbols. */
public enum RowCorruption {
  /** A field is null. */
  NULL,
  /** A field is absent. */
  MISSING,
  /** A field is an object. */
  MISTYPED,
  /** The row is duplicated. */
  DUPLICATE;

  private static final JsonMapper JSON = new JsonMapper();

  /** The corrupted response; unchanged if it has no rows. */
  String apply(String body, String field) {
    JsonNode answer = JSON.readTree(body);
    JsonNode rows = answer.isArray() ? answer : answer.path("symbols");
    if (rows instanceof ArrayNode list && list.path(0) instanceof ObjectNode row) {
      apply(list, row, field);
    }
    return JSON.writeValueAsString(answer);
  }

  private void apply(ArrayNode rows, ObjectNode row, String field) {
    switch (this) {
      case NULL -> row.putNull(field);
      case MISSING -> row.remove(field);
      case MISTYPED -> row.putObject(field);
      case DUPLICATE -> rows.insert(0, row.deepCopy());
    }
  }
}
