package io.coinpanel.webserver.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How OpenAPI shows the bodies of requests. They are read by the parser of the commands. */
final class RequestSchemas {

  private RequestSchemas() {}

  @Schema(
      name = "NewSubscription",
      requiredProperties = {"symbol", "threshold"})
  record NewSubscription(
      String symbol,
      @Schema(defaultValue = "above") String condition,
      String threshold,
      @Schema(
              defaultValue = "every",
              allowableValues = {"every", "once"})
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

  @Schema(
      name = "ExportedTerms",
      requiredProperties = {"symbol", "threshold"})
  record ExportedTerms(
      String symbol,
      @Schema(defaultValue = "above") String condition,
      String threshold,
      @Schema(
              defaultValue = "every",
              allowableValues = {"every", "once"})
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
          @Nullable List<String> destinations,
      @Schema(description = "False imports it paused", defaultValue = "true") boolean enabled) {}

  @Schema(name = "Update")
  record Update(
      String threshold,
      @Schema(allowableValues = {"every", "once"}) String repeat,
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
      @Schema(allowableValues = {"every", "once"}) String repeat,
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
