package io.coinpanel.webserver.rest;

import jakarta.servlet.AsyncContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An asynchronous servlet response, written without the servlet's output stream: that has a buffer
 * of 32 KiB for each response, and an idle stream needs none.
 */
final class JettyEventStream implements EventStreamTransport {

  private final AsyncContext async;
  private final Response response;
  private final EndPoint endPoint;

  /**
   * @param readTimeout how long a client may not read
   */
  JettyEventStream(AsyncContext async, Duration readTimeout) {
    this.async = async;
    ServletContextRequest request =
        ServletContextRequest.getServletContextRequest(async.getRequest());
    this.response = request.getServletContextResponse();
    this.endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    endPoint.setIdleTimeout(readTimeout.toMillis());
  }

  @Override
  public CompletableFuture<?> write(byte[] text) {
    Callback.Completable flushed = new Callback.Completable();
    response.write(false, ByteBuffer.wrap(text), flushed);
    return flushed;
  }

  @Override
  public void close() {
    async.complete();
  }

  @Override
  public void abort() {
    endPoint.close();
  }
}
