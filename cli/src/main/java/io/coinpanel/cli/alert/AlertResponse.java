package io.coinpanel.cli.alert;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.terminal.CommandFailedException;
import java.util.List;
import java.util.Set;

/** Response to a request about alerts. */
sealed interface AlertResponse {

  /**
   * The server has answered.
   *
   * @param replies the pages, or what was done for each alert; there may be errors among the latter
   */
  record Success(List<Received.Message> replies) implements AlertResponse {}

  /** The server rejected the request. */
  record Rejected(String code, String message) implements AlertResponse {

    /** Codes that may go away by themselves. */
    private static final Set<String> TRANSIENT = Set.of("unavailable", "rate_limited");

    CommandFailedException toException() {
      return CommandFailedException.refused(message, TRANSIENT.contains(code));
    }
  }

  /** The session has expired, or the server does not accept the credential. */
  record NotIdentified(String message) implements AlertResponse {}

  /** No response. */
  record NoResponse(String why) implements AlertResponse {}
}
