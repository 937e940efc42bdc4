package io.coinpanel.webserver.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rejection of a request: a 4xx status and a sentence. Client errors are logged at DEBUG.
 *
 * @param headers response headers
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
    headers.forEach(response.getHeaders()::put);
    response.getHeaders().put("Content-Type", "text/plain;charset=utf-8");
    byte[] text = (reason + "\n").getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(text), callback);
  }
}
