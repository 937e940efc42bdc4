package io.coinpanel.webserver.exchange;

import io.coinpanel.backtest.history.ExchangeRequests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The exchange's REST interface, asked within the {@link WeightAllowance}. */
final class ExchangeRest implements ExchangeRequests {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TOO_MANY_WAIT = Duration.ofMinutes(1);
  private static final Duration BAN_WAIT = Duration.ofMinutes(2);
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BANNED = 418;

  // Several times the largest answer.
  private static final int MAX_ANSWER = 1_000_000;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final URI base;
  private final WeightAllowance allowance;

  /** Made for the first request: many webservers never ask. */
  private @Nullable HttpClient http;

  /**
   * @param base where the exchange's REST interface is, without a path
   */
  ExchangeRest(URI base, WeightAllowance allowance) {
    this.base = base;
    this.allowance = allowance;
  }

  @Override
  public byte[] get(String path, int weight) throws IOException, InterruptedException {
    if (!allowance.tryAcquire(weight)) {
      throw new IOException("no request to the exchange is allowed now");
    }
    HttpResponse<byte[]> response = send(base.resolve(path));
    number(response, "X-MBX-USED-WEIGHT-1M").ifPresent(allowance::seen);
    int status = response.statusCode();
    if (status == TOO_MANY_REQUESTS || status == BANNED) {
      Duration least = status == BANNED ? BAN_WAIT : TOO_MANY_WAIT;
      allowance.pause(
          number(response, "Retry-After").stream()
              .mapToObj(Duration::ofSeconds)
              .filter(wait -> wait.compareTo(least) > 0)
              .findFirst()
              .orElse(least));
    }
    if (status != OK) {
      throw new IOException("the exchange responded with status " + status);
    }
    return response.body();
  }

  private static OptionalInt number(HttpResponse<?> response, String header) {
    return response.headers().allValues(header).stream()
        .filter(value -> NUMBER.matcher(value).matches())
        .mapToInt(Integer::parseInt)
        .findFirst();
  }

  /** HttpRequest.timeout would stop at the headers, before the body. */
  private HttpResponse<byte[]> send(URI uri) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http()
            .sendAsync(
                HttpRequest.newBuilder(uri).build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IOException("no response within " + TIMEOUT, late);
    } catch (ExecutionException failure) {
      throw new IOException(String.valueOf(failure.getCause()), failure);
    } finally {
      answer.cancel(true);
    }
  }

  private synchronized HttpClient http() {
    HttpClient client = http;
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .connectTimeout(TIMEOUT)
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      http = client;
    }
    return client;
  }
}
