package io.coinpanel.webserver.destination;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;

/**
 * Waits for an answer and keeps the beginning of its body. Where it takes too long the request
 * fails, so that this ends.
 */
final class AnswerListener implements Response.Listener {

  private static final class EnoughReadException extends Exception {
    EnoughReadException() {
      super("the rest of the response is not read", null, false, false);
    }
  }

  private final int kept;
  private final CompletableFuture<Response> ended = new CompletableFuture<>();

  // Written by one of the client's threads at a time, and read once it has ended.
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean isAnswered;

  /**
   * For one request.
   *
   * @param kept how many bytes of the body are read
   */
  AnswerListener(int kept) {
    this.kept = kept;
  }

  /** The answer, without its body. */
  Response await() throws ExecutionException, InterruptedException {
    return ended.get();
  }

  /** The beginning of the body. */
  String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void onHeaders(Response response) {
    isAnswered = true;
  }

  @Override
  public void onContent(Response response, ByteBuffer content) {
    byte[] more = new byte[Math.min(content.remaining(), kept - body.size())];
    content.get(more);
    body.writeBytes(more);
    if (content.hasRemaining()) {
      var _ = response.abort(new EnoughReadException());
    }
  }

  /** The status has decided: a body that ends early changes nothing. */
  @Override
  public void onComplete(Result result) {
    if (isAnswered || result.isSucceeded()) {
      ended.complete(result.getResponse());
    } else {
      ended.completeExceptionally(result.getFailure());
    }
  }
}
