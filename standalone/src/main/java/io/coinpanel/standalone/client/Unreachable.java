package io.coinpanel.standalone.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Why no connection came about, in words for people. */
public final class Unreachable extends IOException {

  private static final long serialVersionUID = 1L;

  // Refusals that a later attempt may not meet: timeouts, limits, and whatever is the server's own.
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);
  private static final int SERVER_ERRORS = 500;

  private final boolean lasting;

  private Unreachable(String why, boolean lasting, Throwable cause) {
    super(why, cause);
    this.lasting = lasting;
  }

  /** Whether the address is wrong rather than the server away: trying again does not help. */
  public boolean isLasting() {
    return lasting;
  }

  static Unreachable of(URI uri, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case WebSocketHandshakeException refused -> {
          return refused(uri, refused);
        }
        case UnresolvedAddressException _ -> {
          return new Unreachable("the host " + uri.getHost() + " is unknown", true, failure);
        }
        case SSLException _ -> {
          return new Unreachable("no TLS there: " + cause.getMessage(), true, failure);
        }
        case HttpConnectTimeoutException _ -> {
          return new Unreachable("no answer within the time limit", false, failure);
        }
        default -> {}
      }
    }
    return failure instanceof ConnectException
        ? new Unreachable("the connection was refused", false, failure)
        : new Unreachable(message(failure), false, failure);
  }

  private static Unreachable refused(URI uri, WebSocketHandshakeException refused) {
    int status = refused.getResponse().statusCode();
    boolean lasting = status < SERVER_ERRORS && !PASSING.contains(status);
    String why =
        status == 404
            ? "there is no WebSocket at " + uri.getPath() + " (404); the path is usually /ws"
            : "the server answered with HTTP status " + status;
    return new Unreachable(why, lasting, refused);
  }

  private static String message(Throwable failure) {
    String said = failure.getMessage();
    return said == null || said.isBlank() ? "no answer" : said;
  }
}
