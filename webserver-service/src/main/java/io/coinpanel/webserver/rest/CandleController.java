package io.coinpanel.webserver.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coinpanel.model.Price;
import io.coinpanel.webserver.candles.Candle;
import io.coinpanel.webserver.candles.CandleInterval;
import io.coinpanel.webserver.candles.Candles;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.PageQuery;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.proxy.RateLimit;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.symbols.Symbols;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves candles to everybody who may see the page. */
@RestController
@Tag(name = "Candles", description = "Past prices")
class CandleController {

  private static final int DEFAULT_LIMIT = 200;

  private final Candles candles;
  private final Symbols symbols;
  private final RateLimit<ClientAddress> rate;

  CandleController(Candles candles, Symbols symbols, RateLimit<ClientAddress> rate) {
    this.candles = candles;
    this.symbols = symbols;
    this.rate = rate;
  }

  @Schema(name = "Candles", requiredProperties = "candles")
  record CandleList(List<CandleBody> candles) {}

  @Schema(
      name = "Candle",
      requiredProperties = {"open_time", "open", "high", "low", "close"})
  record CandleBody(
      @JsonProperty("open_time") @Schema(type = "string", format = "date-time") String openTime,
      String open,
      String high,
      String low,
      String close) {

    static CandleBody of(Candle candle) {
      return new CandleBody(
          Instant.ofEpochMilli(candle.openTime()).toString(),
          Price.toString(candle.open()),
          Price.toString(candle.high()),
          Price.toString(candle.low()),
          Price.toString(candle.close()));
    }
  }

  @GetMapping(path = "/api/v1/candles", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "The newest candles of a symbol, oldest first",
      description = "The last candle may still be open. Empty while the exchange is unreachable.")
  CandleList candles(
      @RequestParam String symbol,
      @Parameter(description = "1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h, 1d, 3d or 1w")
          @RequestParam
          String interval,
      @Parameter(description = "1 to 1000, by default 200") @RequestParam(required = false)
          @Nullable String limit,
      @Parameter(hidden = true) HttpServletRequest request)
      throws InterruptedException {
    if (!rate.tryAcquire(ReceivedRequest.of(request).client())) {
      throw Problem.of(ErrorCode.RATE_LIMITED, "too many requests from this address").toException();
    }
    int newest = PageQuery.limit(limit, DEFAULT_LIMIT, Candles.LARGEST);
    List<Candle> found = candles.newest(trading(symbol), interval(interval), newest);
    return new CandleList(found.stream().map(CandleBody::of).toList());
  }

  private String trading(String symbol) {
    TradingSymbols.requireLoaded(symbols);
    String name = symbol.toLowerCase(Locale.ROOT);
    if (!symbols.isTrading(name)) {
      throw Problem.ofParameter(ErrorCode.INVALID_SYMBOL, TradingSymbols.NOT_TRADING, "symbol")
          .toException();
    }
    return name;
  }

  private static CandleInterval interval(String text) {
    return CandleInterval.parse(text)
        .orElseThrow(
            () ->
                Problem.ofParameter(
                        ErrorCode.INVALID_MESSAGE,
                        "interval must be one of " + CandleInterval.choices(),
                        "interval")
                    .toException());
  }
}
