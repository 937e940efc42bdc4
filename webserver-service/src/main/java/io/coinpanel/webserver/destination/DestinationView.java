package io.coinpanel.webserver.destination;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.coinpanel.model.WireEnum;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A destination as its account sees it.
 *
 * @param url null where it is a secret, or it has none
 * @param address of e-mail, or the name of a chat; null until it is known
 * @param enabled whether anything is sent
 * @param confirmed whether its receiver agrees to get messages
 * @param isDefault whether it gets the notifications of subscriptions that name no destinations
 * @param feedEvents whether it is sent notices when no trades are received
 * @param heartbeat when it is sent each day that all is well; null for never
 * @param statusSince since when it is failing or disabled
 * @param statusReason why
 * @param nextAttemptAt when a failing one is tried again
 * @param mutedUntil when somebody in the chat wants to be disturbed again; null for now
 * @param secret of a webhook, only in the response that creates it
 * @param link what a person opens to confirm it, only in the response that creates it
 */
@Schema(name = "Destination")
public record DestinationView(
    String id,
    String kind,
    @Nullable String name,
    @Nullable String url,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String address,
    @Nullable Integer priority,
    boolean enabled,
    boolean confirmed,
    @JsonProperty("default") boolean isDefault,
    @JsonProperty("quiet_hours") @Nullable QuietHoursView quietHours,
    @JsonProperty("max_age_seconds") @Nullable Integer maxAgeSeconds,
    @JsonProperty("note_template") @Nullable String noteTemplate,
    @JsonProperty("feed_events") boolean feedEvents,
    @Nullable HeartbeatView heartbeat,
    @Schema(allowableValues = {"unconfirmed", "ok", "failing", "disabled"}) String status,
    @JsonProperty("status_since") @Nullable Instant statusSince,
    @JsonProperty("status_reason") @Nullable String statusReason,
    @JsonProperty("next_attempt_at") @Nullable Instant nextAttemptAt,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("muted_until") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Instant mutedUntil,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String link) {

  /** Local times; over midnight if {@code from} is later. */
  @Schema(
      name = "QuietHours",
      requiredProperties = {"time_zone", "from", "to"})
  public record QuietHoursView(@JsonProperty("time_zone") String timeZone, String from, String to) {

    static @Nullable QuietHoursView of(@Nullable QuietHours hours) {
      return hours == null
          ? null
          : new QuietHoursView(
              hours.zone().getId(), hours.from().toString(), hours.to().toString());
    }
  }

  /** A local time of day. */
  @Schema(
      name = "Heartbeat",
      requiredProperties = {"time_zone", "daily"})
  public record HeartbeatView(@JsonProperty("time_zone") String timeZone, String daily) {

    static @Nullable HeartbeatView of(@Nullable Heartbeat heartbeat) {
      return heartbeat == null
          ? null
          : new HeartbeatView(heartbeat.zone().getId(), heartbeat.at().toString());
    }
  }

  private enum Status implements WireEnum {
    UNCONFIRMED,
    OK,
    FAILING,
    DISABLED
  }

  static DestinationView of(
      DestinationRow row,
      Health health,
      Instant now,
      @Nullable String secret,
      @Nullable String link) {
    Status status = status(row, health);
    return new DestinationView(
        Long.toString(row.id()),
        row.kind().wireName(),
        row.name(),
        row.kind().isAtUrl() ? row.address() : null,
        row.kind().isAtUrl() ? null : row.address(),
        row.priority(),
        row.isEnabled() && health.disabledAt() == null,
        row.confirmedAt() != null,
        row.isDefault(),
        QuietHoursView.of(row.quietHours()),
        row.maxAgeSeconds(),
        row.noteTemplate(),
        row.hasFeedEvents(),
        HeartbeatView.of(row.heartbeat()),
        status.wireName(),
        switch (status) {
          case FAILING -> health.failingSince();
          case DISABLED -> health.disabledAt();
          case UNCONFIRMED, OK -> null;
        },
        switch (status) {
          case FAILING -> health.lastError();
          case DISABLED -> health.disabledReason() == null ? "turned off" : health.disabledReason();
          case UNCONFIRMED, OK -> null;
        },
        status == Status.FAILING ? health.nextAttemptAt() : null,
        row.createdAt(),
        row.mutedUntil() != null && row.mutedUntil().isAfter(now) ? row.mutedUntil() : null,
        secret,
        link);
  }

  private static Status status(DestinationRow row, Health health) {
    // One that its receiver has ended says so.
    if (row.confirmedAt() == null && health.disabledAt() == null) {
      return Status.UNCONFIRMED;
    }
    if (!row.isEnabled() || health.disabledAt() != null) {
      return Status.DISABLED;
    }
    return health.failingSince() == null ? Status.OK : Status.FAILING;
  }
}
