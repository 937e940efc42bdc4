package io.coinpanel.webserver.destination;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Calls receivers over HTTP, at allowed addresses only. Does not follow redirects. Its threads
 * start with the first call.
 */
final class HttpReceivers {

  /** How long an attempt may take in all. */
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int THREADS = 16;
  private static final int CONNECTIONS_PER_HOST = 64;
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int KEPT = 1_000;

  private final HttpClient client = new HttpClient();
  private final int kept;
  private final InstantSource clock;

  HttpReceivers(AllowedAddresses addresses, InstantSource clock) {
    this(addresses, KEPT, clock);
  }

  /**
   * Receivers at some addresses.
   *
   * @param kept how many bytes of an answer are read
   */
  HttpReceivers(AllowedAddresses addresses, int kept, InstantSource clock) {
    this.kept = kept;
    this.clock = clock;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("receivers");
    threads.setDaemon(true);
    client.setExecutor(threads);
    client.setSocketAddressResolver(addresses);
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
    client.setIdleTimeout(TIMEOUT.toMillis());
    client.setMaxConnectionsPerDestination(CONNECTIONS_PER_HOST);
    client.setMaxResponseHeadersSize(HEADER_BYTES);
    client.setUserAgentField(null);
  }

  /**
   * Posts a body and waits for the answer.
   *
   * @param gone the statuses by which this kind of receiver says that it does not exist any more
   */
  AttemptOutcome post(
      URI uri, Map<String, String> headers, String contentType, byte[] body, Set<Integer> gone)
      throws InterruptedException {
    try {
      return call(uri, headers, contentType, body).outcome(gone);
    } catch (NoAnswerException e) {
      return new AttemptOutcome.Failed(null, String.valueOf(e.getMessage()), "", null);
    }
  }

  /** Explains why there is no response. */
  static final class NoAnswerException extends Exception {
    NoAnswerException(String message) {
      super(message, null, false, false);
    }
  }

  /** As {@link #post}, with the answer as it is. */
  HttpAnswer call(URI uri, Map<String, String> headers, String contentType, byte[] body)
      throws NoAnswerException, InterruptedException {
    try {
      start();
      Request request =
          client
              .newRequest(uri)
              .method(HttpMethod.POST)
              .agent("CoinPanel")
              .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .body(new BytesRequestContent(contentType, body));
      request.headers(all -> headers.forEach(all::put));
      return send(request);
    } catch (ExecutionException e) {
      throw new NoAnswerException(describe(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new NoAnswerException(describe(e));
    }
  }

  private HttpAnswer send(Request request) throws ExecutionException, InterruptedException {
    AnswerListener answer = new AnswerListener(kept);
    request.send(answer);
    try {
      Response response = answer.await();
      return new HttpAnswer(response.getStatus(), answer.body(), retryAfter(response));
    } catch (InterruptedException e) {
      var _ = request.abort(e);
      throw e;
    }
  }

  private synchronized void start() throws Exception {
    if (!client.isStarted()) {
      client.start();
      // They would answer challenges and redirects; here every answer is an answer.
      client.getProtocolHandlers().clear();
    }
  }

  private static String describe(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "no response within " + TIMEOUT.toSeconds() + " s";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private @Nullable Duration retryAfter(Response response) {
    String value = response.getHeaders().get(HttpHeader.RETRY_AFTER);
    if (value == null) {
      return null;
    }
    try {
      return Duration.ofSeconds(Integer.toUnsignedLong(Integer.parseUnsignedInt(value.strip())));
    } catch (NumberFormatException notSeconds) {
      try {
        ZonedDateTime at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
        return Duration.between(clock.instant(), at.toInstant());
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  void stop() throws Exception {
    client.stop();
  }
}
