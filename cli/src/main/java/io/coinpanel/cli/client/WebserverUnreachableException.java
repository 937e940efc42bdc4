package io.coinpanel.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Connection failure with a human-readable reason. */
public final class WebserverUnreachableException extends IOException {

  private static final long serialVersionUID = 1L;

  // HTTP statuses that may be transient: timeouts, limits, server errors.
  private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);
  private static final int SERVER_ERRORS = 500;

  private final boolean lasting;

  private WebserverUnreachableException(String why, boolean lasting, Throwable cause) {
    super(why, cause);
    this.lasting = lasting;
  }

  /** Whether the failure is permanent, such as a wrong address: retrying does not help. */
  public boolean isPermanent() {
    return lasting;
  }

  static WebserverUnreachableException of(URI uri, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case WebSocketHandshakeException refused -> {
          return refused(uri, refused);
        }
        case UnresolvedAddressException _ -> {
          return new WebserverUnreachableException(
              "the host " + uri.getHost() + " is unknown", true, failure);
        }
        case SSLException _ -> {
          return new WebserverUnreachableException(
              "TLS failed: " + cause.getMessage(), true, failure);
        }
        case HttpConnectTimeoutException _ -> {
          return new WebserverUnreachableException("timed out", false, failure);
        }
        default -> {}
      }
    }
    return failure instanceof ConnectException
        ? new WebserverUnreachableException("the connection was refused", false, failure)
        : new WebserverUnreachableException(message(failure), false, failure);
  }

  private static WebserverUnreachableException refused(
      URI uri, WebSocketHandshakeException refused) {
    int status = refused.getResponse().statusCode();
    boolean lasting = status < SERVER_ERRORS && !TRANSIENT.contains(status);
    String why =
        status == 404
            ? "there is no WebSocket at " + uri.getPath() + " (404); the path is usually /ws"
            : "the server responded with HTTP status " + status;
    return new WebserverUnreachableException(why, lasting, refused);
  }

  private static String message(Throwable failure) {
    String said = failure.getMessage();
    return said == null || said.isBlank() ? "no response" : said;
  }
}
