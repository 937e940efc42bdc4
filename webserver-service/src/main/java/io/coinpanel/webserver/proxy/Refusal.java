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
 * Why a request is not answered: a status of 4xx and a sentence. What is wrong with a request is
 * its client's error, so it is one line at DEBUG.
 *
 * @param headers what the client may try instead
 */
public record Refusal(int status, String reason, HttpFields headers) {

  private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

  public static Optional<Refusal> of(int status, String reason, HttpField... headers) {
    return Optional.of(new Refusal(status, reason, HttpFields.from(headers)));
  }

  /** Answers with it, which completes the callback. */
  public void send(ReceivedRequest request, Response response, Callback callback) {
    LOG.debug("request from {} refused with {}: {}", request.client(), status, reason);
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
