package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.Listing;
import io.coinpanel.ingestion.exchange.TradeHistory;
import io.coinpanel.model.Price;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Binance's public REST interface, inside its weight limit. */
public final class BinanceRest implements Listing, TradeHistory {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LISTING_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(10);
  private static final int LISTING_WEIGHT = 20;
  private static final int AGGREGATES_WEIGHT = 4;
  private static final int PAGE = 1000;
  private static final int TOO_MANY = 429;
  private static final int BANNED = 418;

  private final URI base;
  private final Duration patience;
  private final WeightBudget budget;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param base where the exchange's REST interface is, without a path
   * @param patience how long an answer may take, to its last byte
   */
  public BinanceRest(URI base, Duration patience, InstantSource clock, MeterRegistry registry) {
    this.base = base;
    this.patience = patience;
    this.budget = new WeightBudget(clock);
    registry.gauge("coinpanel.exchange.weight.used", budget, WeightBudget::used);
  }

  @Override
  public List<ListedSymbol> trading() throws IOException, InterruptedException {
    JsonNode answer =
        get(
            "/api/v3/exchangeInfo?symbolStatus=TRADING&showPermissionSets=false",
            LISTING_WEIGHT,
            LISTING_TIMEOUT);
    List<ListedSymbol> symbols = new ArrayList<>();
    for (JsonNode symbol : answer.path("symbols")) {
      if (symbol.path("status").asString("").equals("TRADING")) {
        symbols.add(
            new ListedSymbol(
                symbol.path("symbol").stringValue().toLowerCase(Locale.ROOT),
                symbol.path("baseAsset").asString(""),
                symbol.path("quoteAsset").asString("")));
      }
    }
    return symbols;
  }

  @Override
  public HistoryPage since(String symbol, Instant time)
      throws HistoryUnavailable, InterruptedException {
    return aggregates(symbol, "startTime=" + time.toEpochMilli());
  }

  @Override
  public HistoryPage from(String symbol, long next)
      throws HistoryUnavailable, InterruptedException {
    return aggregates(symbol, "fromId=" + next);
  }

  /** Aggregates keep the path of prices and the ids of trades, for a sixth of the weight. */
  private HistoryPage aggregates(String symbol, String from)
      throws HistoryUnavailable, InterruptedException {
    String query = "symbol=" + symbol.toUpperCase(Locale.ROOT) + "&" + from + "&limit=" + PAGE;
    try {
      JsonNode answer = get("/api/v3/aggTrades?" + query, AGGREGATES_WEIGHT, patience);
      List<PastTrades> trades = new ArrayList<>(answer.size());
      long next = 0;
      for (JsonNode aggregate : answer) {
        trades.add(pastTrades(aggregate));
        next = aggregate.path("a").longValue() + 1;
      }
      return new HistoryPage(trades, trades.size() < PAGE, next);
    } catch (IOException failure) {
      throw new HistoryUnavailable(String.valueOf(failure.getMessage()), failure);
    }
  }

  private static PastTrades pastTrades(JsonNode aggregate) throws IOException {
    Price price =
        Price.parse(aggregate.path("p").asString(""))
            .orElseThrow(() -> new IOException("no price in " + aggregate));
    return new PastTrades(
        aggregate.path("a").longValue(),
        aggregate.path("f").longValue(),
        aggregate.path("l").longValue(),
        price.units(),
        aggregate.path("T").longValue());
  }

  private JsonNode get(String pathAndQuery, int weight, Duration timeout)
      throws IOException, InterruptedException {
    for (long wait = budget.take(weight); wait > 0; wait = budget.take(weight)) {
      Thread.sleep(wait);
    }
    HttpResponse<byte[]> response = send(base.resolve(pathAndQuery), timeout);
    response
        .headers()
        .firstValueAsLong("X-MBX-USED-WEIGHT-1M")
        .ifPresent(used -> budget.used((int) used));
    if (response.statusCode() != 200) {
      throw refused(response);
    }
    try {
      return json.readTree(response.body());
    } catch (JacksonException garbage) {
      throw new IOException("an answer that is no JSON", garbage);
    }
  }

  /** The request has no timeout of its own: that would end with the headers, before the body. */
  private HttpResponse<byte[]> send(URI uri, Duration timeout)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IOException("no answer within " + timeout, late);
    } catch (ExecutionException failure) {
      throw new IOException(String.valueOf(failure.getCause()), failure);
    } finally {
      answer.cancel(true);
    }
  }

  private IOException refused(HttpResponse<?> response) {
    int status = response.statusCode();
    if (status == TOO_MANY || status == BANNED) {
      Duration wait =
          response.headers().firstValue("Retry-After").isPresent()
              ? Duration.ofSeconds(response.headers().firstValueAsLong("Retry-After").orElse(10))
              : DEFAULT_RETRY_AFTER;
      budget.close(wait);
      return new IOException("the exchange wants no requests for " + wait);
    }
    return new IOException("the exchange answered " + status);
  }
}
