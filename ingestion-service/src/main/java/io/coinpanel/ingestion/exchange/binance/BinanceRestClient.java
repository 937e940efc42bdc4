package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.ExchangeClock;
import io.coinpanel.ingestion.exchange.SymbolListing;
import io.coinpanel.ingestion.exchange.TradeHistory;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Client of Binance's public REST API that stays within the weight limit. */
public final class BinanceRestClient implements SymbolListing, TradeHistory {

  private static final Logger LOG = LoggerFactory.getLogger(BinanceRestClient.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LISTING_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration TOO_MANY_WAIT = Duration.ofSeconds(10);
  private static final Duration MIN_BAN = Duration.ofMinutes(2);
  private static final int LISTING_WEIGHT = 20;
  private static final int AGGREGATES_WEIGHT = 4;
  private static final int RESERVED_FOR_GAPS = 1_000;
  private static final int PAGE = 1000;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BANNED = 418;
  private static final Pattern WEIGHT = Pattern.compile("[0-9]{1,9}");

  // Ten times the largest answer.
  private static final int MAX_ANSWER = 100_000_000;

  private final URI base;
  private final Duration timeout;
  private final WeightBudget budget;
  private final InstantSource clock;
  private final ExchangeClock exchangeClock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * @param base where the exchange's REST interface is, without a path
   * @param timeout timeout of a request, to the last byte
   */
  public BinanceRestClient(
      URI base,
      Duration timeout,
      InstantSource clock,
      NanoClock monotonic,
      ExchangeClock exchangeClock,
      MeterRegistry registry) {
    this.base = base;
    this.timeout = timeout;
    this.clock = clock;
    this.exchangeClock = exchangeClock;
    this.budget = new WeightBudget(monotonic);
    registry.gauge("coinpanel.exchange.weight.used", budget, WeightBudget::used);
  }

  @Override
  public List<ListedSymbol> trading() throws ListingUnavailableException, InterruptedException {
    String query = "/api/v3/exchangeInfo?symbolStatus=TRADING&showPermissionSets=false";
    try {
      ExchangeInfo info = ExchangeInfo.parse(get(query, LISTING_WEIGHT, 0, LISTING_TIMEOUT));
      if (info.unusable() > 0) {
        LOG.warn("{} entries of the exchange's symbol list are invalid", info.unusable());
      }
      return info.trading();
    } catch (RateLimitedException limited) {
      throw new ListingUnavailableException(reason(limited), limited.retryAfter(), limited);
    } catch (IOException failure) {
      throw new ListingUnavailableException(reason(failure), Duration.ZERO, failure);
    }
  }

  @Override
  public HistoryPage since(String symbol, Instant time, Priority urgency)
      throws HistoryUnavailableException, InterruptedException {
    return aggregates(symbol, "startTime=" + time.toEpochMilli(), urgency);
  }

  @Override
  public HistoryPage from(String symbol, long next, Priority urgency)
      throws HistoryUnavailableException, InterruptedException {
    return aggregates(symbol, "fromId=" + next, urgency);
  }

  /** Aggregates preserve the price path and trade ids at a sixth of the weight. */
  private HistoryPage aggregates(String symbol, String from, Priority urgency)
      throws HistoryUnavailableException, InterruptedException {
    String name = URLEncoder.encode(symbol.toUpperCase(Locale.ROOT), StandardCharsets.UTF_8);
    String query = "/api/v3/aggTrades?symbol=" + name + "&" + from + "&limit=" + PAGE;
    int reserve =
        switch (urgency) {
          case GAP -> 0;
          case CHECK -> RESERVED_FOR_GAPS;
        };
    try {
      return AggregateTradesParser.parse(get(query, AGGREGATES_WEIGHT, reserve, timeout), PAGE);
    } catch (RateLimitedException limited) {
      throw new HistoryUnavailableException(reason(limited), limited.retryAfter());
    } catch (IOException failure) {
      throw new HistoryUnavailableException(reason(failure), failure);
    }
  }

  private static String reason(IOException failure) {
    return String.valueOf(failure.getMessage());
  }

  private byte[] get(String pathAndQuery, int weight, int reserve, Duration timeout)
      throws IOException, InterruptedException {
    Duration closed = budget.acquire(weight, reserve);
    if (closed.isPositive()) {
      throw new RateLimitedException("no request is allowed for " + closed, closed);
    }
    HttpResponse<byte[]> response = send(base.resolve(pathAndQuery), timeout);
    response
        .headers()
        .firstValue("X-MBX-USED-WEIGHT-1M")
        .filter(used -> WEIGHT.matcher(used).matches())
        .ifPresent(used -> budget.recordUsed(Integer.parseInt(used)));
    RetryAfter.date(response.headers().firstValue("Date").orElse(null))
        .ifPresent(date -> exchangeClock.observeResponse(date.toEpochMilli()));
    if (response.statusCode() != 200) {
      throw rejection(response);
    }
    return decompressed(response);
  }

  /** HttpRequest.timeout would stop at the headers, before the body. */
  private HttpResponse<byte[]> send(URI uri, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).header("Accept-Encoding", "gzip").build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IOException("no response within " + timeout, late);
    } catch (ExecutionException failure) {
      throw new IOException(String.valueOf(failure.getCause()), failure);
    } finally {
      answer.cancel(true);
    }
  }

  private static byte[] decompressed(HttpResponse<byte[]> response) throws IOException {
    if (!response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip")) {
      return response.body();
    }
    try (var packed = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      byte[] body = packed.readNBytes(MAX_ANSWER);
      if (body.length == MAX_ANSWER) {
        throw new InvalidResponseException("the response exceeds " + MAX_ANSWER + " bytes");
      }
      return body;
    }
  }

  private IOException rejection(HttpResponse<?> response) {
    int status = response.statusCode();
    if (status == TOO_MANY_REQUESTS || status == BANNED) {
      Duration wait =
          RetryAfter.parse(
              response.headers().firstValue("Retry-After").orElse(null),
              clock.instant(),
              status == BANNED ? MIN_BAN : TOO_MANY_WAIT);
      budget.pause(wait);
      return new RateLimitedException(
          "the exchange responded with status " + status + ": no request for " + wait, wait);
    }
    return new IOException("the exchange responded with status " + status);
  }
}
