package io.coinpanel.webserver.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coinpanel.webserver.destination.DestinationView.HeartbeatView;
import io.coinpanel.webserver.destination.DestinationView.QuietHoursView;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What requests of destinations may have, as the published document describes it. */
final class DestinationSchemas {

  private DestinationSchemas() {}

  @Schema(
      name = "NewDestination",
      requiredProperties = {"kind"})
  record NewDestination(
      @Schema(allowableValues = {"webhook", "telegram", "email", "ntfy", "discord", "slack"})
          String kind,
      @Schema(description = "Where messages are posted; for ntfy, the topic") @Nullable String url,
      @Schema(description = "email only: the address, which must be confirmed")
          @Nullable String address,
      @Schema(description = "ntfy only") @Nullable String token,
      @Schema(description = "ntfy only: 1 to 5") @Nullable Integer priority,
      @Nullable String name,
      @Nullable Boolean enabled,
      @JsonProperty("default") @Nullable Boolean isDefault,
      @JsonProperty("quiet_hours") @Nullable QuietHoursView quietHours,
      @Schema(description = "Default 3600; none for webhooks") @JsonProperty("max_age_seconds")
          @Nullable Integer maxAgeSeconds,
      @JsonProperty("note_template") @Nullable String noteTemplate,
      @Schema(description = "Whether to send notices when no trades are received; default true")
          @JsonProperty("feed_events")
          @Nullable Boolean feedEvents,
      @Nullable HeartbeatView heartbeat) {}

  @Schema(name = "DestinationChange")
  record DestinationChange(
      @Nullable String url,
      @Schema(description = "email only: a new address must be confirmed") @Nullable String address,
      @Nullable String token,
      @Nullable Integer priority,
      @Nullable String name,
      @Nullable Boolean enabled,
      @JsonProperty("default") @Nullable Boolean isDefault,
      @JsonProperty("quiet_hours") @Nullable QuietHoursView quietHours,
      @JsonProperty("max_age_seconds") @Nullable Integer maxAgeSeconds,
      @JsonProperty("note_template") @Nullable String noteTemplate,
      @JsonProperty("feed_events") @Nullable Boolean feedEvents,
      @Nullable HeartbeatView heartbeat) {}

  @Schema(name = "Redelivery", description = "Either notification_id, or first_id and last_id")
  record Redelivery(
      @JsonProperty("notification_id") @Nullable String notificationId,
      @JsonProperty("first_id") @Nullable String firstId,
      @JsonProperty("last_id") @Nullable String lastId) {}
}
