package io.coinpanel.webserver.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How OpenAPI shows the bodies of requests. They are read by the parser of the commands. */
final class RequestSchemas {

  static final String PRICE = "A price; may also be a number";
  static final String PERCENT = "A percentage; may also be a number";

  private RequestSchemas() {}

  /** What a condition may have; unwrapped where it is used. */
  record ConditionParameters(
      @Schema(description = PRICE) String threshold,
      @Schema(description = PRICE) String lower,
      @Schema(description = PRICE) String upper,
      @Schema(
              description = PERCENT,
              types = {"string", "null"})
          @Nullable String percent,
      @Schema(
              description = PRICE,
              types = {"string", "null"})
          @Nullable String amount,
      @JsonProperty("within_seconds")
          @Schema(
              minimum = "1",
              maximum = "86400",
              types = {"integer", "null"})
          @Nullable Integer withinSeconds,
      @Schema(
              description = PRICE,
              types = {"string", "null"})
          @Nullable String from,
      @Schema(
              description = PRICE,
              types = {"string", "null"})
          @Nullable String rearm,
      @JsonProperty("hold_seconds")
          @Schema(
              minimum = "1",
              maximum = "86400",
              types = {"integer", "null"})
          @Nullable Integer holdSeconds,
      @Schema(
              description = "1m, 5m, 15m, 1h, 4h or 1d",
              types = {"string", "null"})
          @Nullable String bar) {}

  @Schema(name = "NewSubscription", requiredProperties = "symbol")
  record NewSubscription(
      String symbol,
      @Schema(
              defaultValue = "above",
              allowableValues = {
                "above", "below", "cross", "enter", "leave", "rise", "fall", "move", "step"
              })
          String condition,
      @JsonUnwrapped ConditionParameters parameters,
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
      @Schema(
              maxLength = 100,
              types = {"string", "null"})
          @Nullable String name,
      @Schema(
              maxLength = 500,
              types = {"string", "null"})
          @Nullable String note,
      @Schema(
              description = "Ids; null for the default ones",
              types = {"array", "null"})
          @Nullable List<String> destinations) {}

  @Schema(name = "ExportedTerms", requiredProperties = "symbol")
  record ExportedTerms(
      @JsonUnwrapped NewSubscription terms,
      @Schema(description = "False imports it as paused", defaultValue = "true") boolean enabled) {}

  @Schema(name = "Update")
  record Update(
      @JsonUnwrapped ConditionParameters parameters,
      @Schema(allowableValues = {"every", "once", "once_per_minute"}) String repeat,
      @JsonProperty("cooldown_seconds") @Schema(minimum = "0") int cooldownSeconds,
      @JsonProperty("expires_at")
          @Schema(
              format = "date-time",
              types = {"string", "null"})
          @Nullable String expiresAt,
      @Schema(
              maxLength = 100,
              types = {"string", "null"})
          @Nullable String name,
      @Schema(
              maxLength = 500,
              types = {"string", "null"})
          @Nullable String note,
      @Schema(
              description = "Ids; null for the default ones",
              types = {"array", "null"})
          @Nullable List<String> destinations,
      @Schema(description = "False pauses it") boolean enabled) {}

  @Schema(name = "Ids", requiredProperties = "ids")
  record Ids(@Schema(description = "At most 1000") List<String> ids) {}

  @Schema(name = "UpdateOfMany", requiredProperties = "ids")
  record UpdateOfMany(
      @Schema(description = "At most 1000") List<String> ids,
      @Schema(allowableValues = {"every", "once", "once_per_minute"}) String repeat,
      @JsonProperty("cooldown_seconds") @Schema(minimum = "0") int cooldownSeconds,
      @JsonProperty("expires_at")
          @Schema(
              format = "date-time",
              types = {"string", "null"})
          @Nullable String expiresAt,
      @Schema(
              maxLength = 100,
              types = {"string", "null"})
          @Nullable String name,
      @Schema(
              maxLength = 500,
              types = {"string", "null"})
          @Nullable String note,
      @Schema(
              description = "Ids; null for the default ones",
              types = {"array", "null"})
          @Nullable List<String> destinations,
      @Schema(description = "False pauses them") boolean enabled) {}
}
