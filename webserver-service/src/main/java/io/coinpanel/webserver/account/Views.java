package io.coinpanel.webserver.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts and keys as clients see them. */
final class Views {

  private Views() {}

  /**
   * An account.
   *
   * @param setupUrl one-time link for setting a password, only in the response that creates it
   */
  @Schema(name = "Account")
  record AccountView(
      String id,
      String name,
      boolean admin,
      boolean disabled,
      @JsonProperty("max_subscriptions") @Nullable Integer maxSubscriptions,
      @JsonProperty("seen_notification_id") @Nullable String seenNotificationId,
      @JsonProperty("created_at") Instant createdAt,
      @JsonProperty("setup_url") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String setupUrl) {

    static AccountView of(AccountRow account) {
      return of(account, null);
    }

    static AccountView of(AccountRow account, @Nullable String setupUrl) {
      return new AccountView(
          Long.toString(account.id()),
          account.name(),
          account.isAdmin(),
          account.isDisabled(),
          account.maxSubscriptions(),
          text(account.seenNotificationId()),
          account.createdAt(),
          setupUrl);
    }
  }

  /**
   * Who is asking.
   *
   * @param scopes what the credential may do
   */
  @Schema(name = "OwnAccount")
  record OwnAccountView(
      String id,
      String name,
      List<String> scopes,
      @JsonProperty("credential") String credential,
      @JsonProperty("max_subscriptions") @Nullable Integer maxSubscriptions,
      @JsonProperty("seen_notification_id") @Nullable String seenNotificationId,
      @JsonProperty("created_at") Instant createdAt) {

    static OwnAccountView of(AccountRow account, AccountPrincipal principal) {
      return new OwnAccountView(
          Long.toString(account.id()),
          account.name(),
          Scope.texts(principal.scopes()),
          kind(principal.credential()),
          account.maxSubscriptions(),
          text(account.seenNotificationId()),
          account.createdAt());
    }

    private static String kind(Credential credential) {
      return switch (credential) {
        case Credential.ApiKey _ -> "key";
        case Credential.Session _ -> "session";
        case Credential.Jwt _ -> "jwt";
        case Credential.Local _ -> "local";
      };
    }
  }

  private static @Nullable String text(@Nullable Long id) {
    return id == null ? null : id.toString();
  }

  /** A page of accounts. */
  @Schema(name = "Accounts")
  record AccountsView(List<AccountView> accounts, @Nullable String next) {}

  /**
   * An API key.
   *
   * @param key the whole key, only in the response that creates it
   */
  @Schema(name = "Key")
  record KeyView(
      String id,
      String name,
      List<String> scopes,
      @JsonProperty("created_at") Instant createdAt,
      @JsonProperty("expires_at") @Nullable Instant expiresAt,
      @JsonProperty("last_used_at") @Nullable Instant lastUsedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

    static KeyView of(ApiKeyRow row, @Nullable String key) {
      return new KeyView(
          row.getId(),
          row.name(),
          Scope.texts(row.scopes()),
          row.createdAt(),
          row.expiresAt(),
          row.lastUsedAt(),
          key);
    }
  }

  /** A page of keys. */
  @Schema(name = "Keys")
  record KeysView(List<KeyView> keys, @Nullable String next) {}
}
