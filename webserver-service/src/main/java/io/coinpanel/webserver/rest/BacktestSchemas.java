package io.coinpanel.webserver.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How OpenAPI shows the bodies of backtests. */
final class BacktestSchemas {

  private BacktestSchemas() {}

  @Schema(
      name = "NewBacktest",
      requiredProperties = {"symbol", "start", "end"})
  record NewBacktest(
      String symbol,
      @Schema(
              defaultValue = "above",
              allowableValues = {
                "above", "below", "cross", "enter", "leave", "rise", "fall", "move", "step"
              })
          String condition,
      @Schema(description = RequestSchemas.PRICE) String threshold,
      @Schema(description = RequestSchemas.PRICE) String lower,
      @Schema(description = RequestSchemas.PRICE) String upper,
      @Schema(description = RequestSchemas.PERCENT) String percent,
      @Schema(description = RequestSchemas.PRICE) String amount,
      @JsonProperty("within_seconds") @Schema(minimum = "1", maximum = "86400") int withinSeconds,
      @Schema(description = RequestSchemas.PRICE) String from,
      @Schema(description = RequestSchemas.PRICE) String rearm,
      @JsonProperty("hold_seconds") @Schema(minimum = "1", maximum = "86400") int holdSeconds,
      @Schema(description = "1m, 5m, 15m, 1h, 4h or 1d") String bar,
      @Schema(
              defaultValue = "every",
              allowableValues = {"every", "once", "once_per_minute"})
          String repeat,
      @JsonProperty("cooldown_seconds") @Schema(defaultValue = "0", minimum = "0")
          int cooldownSeconds,
      @JsonProperty("expires_at")
          @Schema(
              format = "date-time",
              types = {"string", "null"})
          @Nullable String expiresAt,
      @Schema(format = "date-time") String start,
      @Schema(
              description = "At most 31 days after start, and not in the future",
              format = "date-time")
          String end) {}

  @Schema(
      name = "Backtest",
      requiredProperties = {
        "notifications",
        "trades",
        "missing_trades",
        "start",
        "end",
        "truncated"
      })
  record Finished(
      @Schema(
              description =
                  "At most 1000, as on the WebSocket without id, subscription_id and created_at")
          List<Map<String, @Nullable Object>> notifications,
      @Schema(description = "Number of trades evaluated") long trades,
      @JsonProperty("missing_trades")
          @Schema(description = "Number of trades that the history lacks")
          long missingTrades,
      @Schema(format = "date-time") String start,
      @Schema(description = "End of the evaluated trades", format = "date-time") String end,
      @Schema(description = "Whether end is before the requested end") boolean truncated) {}
}
