package io.coinpanel.webserver.destination;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its account sees it.
 *
 * @param number of the destination, which pages go by
 * @param notificationId or the id of a summary
 * @param attempt of this message, from one
 */
@Schema(name = "Delivery")
public record DeliveryView(
    @JsonIgnore long number,
    @JsonProperty("notification_id") String notificationId,
    int attempt,
    Instant at,
    @Schema(allowableValues = {"accepted", "refused", "failed"}) String outcome,
    @Nullable Integer status,
    @Nullable String error,
    @JsonProperty("duration_ms") int durationMs) {}
