package io.coinpanel.standalone.client;

import tools.jackson.databind.JsonNode;

/** What comes of waiting for the server. */
public sealed interface Heard {

  /**
   * A message.
   *
   * @param text as it came
   */
  record Message(String text, JsonNode json) implements Heard {

    public String type() {
      return json.path("type").asString("");
    }

    /** A field's text, or nothing where there is none. */
    public String field(String name) {
      return json.path(name).asString("");
    }
  }

  /** The server pinged, so it lives. */
  record Ping() implements Heard {}

  /** The connection is over. */
  record Closed(String why) implements Heard {}
}
