package io.coinpanel.cli.alert;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Response to a request sent as a saved session. */
sealed interface SessionResponse {

  /**
   * The session is valid.
   *
   * @param pages the pages of the response
   */
  record Success(List<JsonNode> pages) implements SessionResponse {}

  /** The server rejected the request. */
  record Rejected(String code, String message) implements SessionResponse {}

  /** The session has expired. */
  record SessionEnded() implements SessionResponse {}

  /** No response. */
  record NoResponse(String why) implements SessionResponse {}
}
