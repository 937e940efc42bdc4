package io.coinpanel.cli.client;

import tools.jackson.databind.JsonNode;

/** Result of waiting for the server. */
public sealed interface Received {

  /**
   * A message.
   *
   * @param text as it came
   */
  record Message(String text, JsonNode json) implements Received {

    public String type() {
      return json.path("type").asString("");
    }

    /** A field's text, or empty if absent. */
    public String field(String name) {
      return json.path(name).asString("");
    }
  }

  /** The server sent a ping. */
  record Ping() implements Received {}

  /** The socket was closed. */
  record Closed(String why) implements Received {}
}
