package io.coinpanel.standalone.alert;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What came of asking a server as a remembered session. */
sealed interface Answer {

  /**
   * The server knows the session.
   *
   * @param pages its answer, in as many messages as it took
   */
  record Given(List<JsonNode> pages) implements Answer {}

  /** The server answers with an error. */
  record Refused(String code, String message) implements Answer {}

  /** The server no longer knows the session. */
  record Over() implements Answer {}

  /** Nobody answered. */
  record Missing(String why) implements Answer {}
}
