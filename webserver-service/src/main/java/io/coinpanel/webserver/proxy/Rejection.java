package io.coinpanel.webserver.proxy;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rejection of a request, answered as a {@link Problem}. Client errors are logged at DEBUG.
 *
 * @param headers response headers; by default {@code Retry-After} is a second for 429 and 503
 */
public record Rejection(int status, String reason, HttpFields headers) {

  private static final Logger LOG = LoggerFactory.getLogger(Rejection.class);

  public static Optional<Rejection> of(int status, String reason, HttpField... headers) {
    return Optional.of(new Rejection(status, reason, HttpFields.from(headers)));
  }

  /** Sends it and completes the callback. */
  public void send(ReceivedRequest request, Response response, Callback callback) {
    LOG.debug("rejected request from {} with {}: {}", request.client(), status, reason);
    if (response.isCommitted()) {
      callback.succeeded();
      return;
    }
    response.setStatus(status);
    if (status == HttpStatus.TOO_MANY_REQUESTS_429
        || status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    headers.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    byte[] body =
        new Problem(status, code(), reason, null, null).encode(HttpStatus.getMessage(status));
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private ErrorCode code() {
    return switch (status) {
      case HttpStatus.UNAUTHORIZED_401 -> ErrorCode.UNAUTHORIZED;
      case HttpStatus.FORBIDDEN_403, HttpStatus.MISDIRECTED_REQUEST_421 -> ErrorCode.FORBIDDEN;
      case HttpStatus.NOT_FOUND_404 -> ErrorCode.NOT_FOUND;
      case HttpStatus.TOO_MANY_REQUESTS_429 -> ErrorCode.RATE_LIMITED;
      case HttpStatus.SERVICE_UNAVAILABLE_503 -> ErrorCode.UNAVAILABLE;
      default -> ErrorCode.INVALID_MESSAGE;
    };
  }
}
