package io.coinpanel.webserver.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coinpanel.webserver.request.RequestFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link RequestFields} reads, as the published document describes it. */
final class Bodies {

  private Bodies() {}

  @Schema(
      name = "SignIn",
      requiredProperties = {"name", "password"})
  record SignIn(String name, String password) {}

  @Schema(
      name = "SetUp",
      requiredProperties = {"token", "password"})
  record SetUp(String token, String password) {}

  @Schema(name = "PasswordChange", requiredProperties = "password")
  record PasswordChange(
      @JsonProperty("current_password") @Nullable String currentPassword, String password) {}

  @Schema(name = "Seen", requiredProperties = "notification_id")
  record Seen(@JsonProperty("notification_id") String notificationId) {}

  @Schema(
      name = "NewKey",
      requiredProperties = {"name", "scopes"})
  record Key(
      String name, List<String> scopes, @JsonProperty("expires_at") @Nullable Instant expiresAt) {}

  @Schema(name = "NewAccount", requiredProperties = "name")
  record Account(
      String name,
      @Nullable Boolean admin,
      @JsonProperty("max_subscriptions") @Nullable Integer maxSubscriptions) {}

  @Schema(name = "AccountChange")
  record Change(
      @Nullable String name,
      @Nullable Boolean disabled,
      @Nullable Boolean admin,
      @JsonProperty("max_subscriptions") @Nullable Integer maxSubscriptions) {}
}
