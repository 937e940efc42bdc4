package io.coinpanel.cli.backtest;

import io.coinpanel.backtest.UnusableTradesException;
import io.coinpanel.backtest.history.ExchangeRequests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The exchange's REST interface. Its limits belong to the address, which a server may share: above
 * {@link #MAX_USED} used weight it waits for the exchange's next minute.
 */
final class ExchangeClient implements ExchangeRequests {

  /** A sixth of what the exchange allows. */
  static final int MAX_USED = 1_000;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BANNED = 418;
  private static final String INVALID_SYMBOL = "-1121";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** Waits, so that tests need not. */
  @FunctionalInterface
  interface Pause {
    void await(Duration length) throws InterruptedException;
  }

  private final HttpClient http;
  private final URI base;
  private final InstantSource clock;
  private final Pause pause;
  private final Consumer<Duration> waits;
  private int used;

  /**
   * @param base where the interface is, without a path
   * @param waits receives how long it is going to wait
   */
  ExchangeClient(
      HttpClient http, URI base, InstantSource clock, Pause pause, Consumer<Duration> waits) {
    this.http = http;
    this.base = base;
    this.clock = clock;
    this.pause = pause;
    this.waits = waits;
  }

  @Override
  public byte[] get(String path, int weight) throws IOException, InterruptedException {
    if (used + weight > MAX_USED) {
      Duration rest = Duration.ofMillis(MINUTE - Math.floorMod(clock.millis(), MINUTE));
      waits.accept(rest);
      pause.await(rest);
    }
    HttpResponse<byte[]> response = send(path);
    used =
        response
            .headers()
            .firstValue("X-MBX-USED-WEIGHT-1M")
            .filter(value -> NUMBER.matcher(value).matches())
            .map(Integer::parseInt)
            .orElse(0);
    if (response.statusCode() != OK) {
      throw new UnusableTradesException(refusal(response));
    }
    return response.body();
  }

  private HttpResponse<byte[]> send(String path) throws InterruptedException, IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).build(),
          BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UnusableTradesException("Cannot reach the exchange at " + base, e);
    }
  }

  private static String refusal(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == TOO_MANY_REQUESTS || status == BANNED) {
      String seconds = response.headers().firstValue("Retry-After").orElse("60");
      return "The exchange rejects requests from this address; try again in " + seconds + " s";
    }
    String body = new String(response.body(), StandardCharsets.UTF_8);
    return status == BAD_REQUEST && body.contains(INVALID_SYMBOL)
        ? "The exchange does not know this symbol"
        : "The exchange responded with status " + status;
  }
}
