package io.coinpanel.webserver.account;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored credential that was not revoked, of an account that is neither disabled nor deleted.
 *
 * @param lastUsedAt null for never
 */
record StoredCredential(AccountPrincipal account, @Nullable Instant lastUsedAt) {

  /** How far behind the stored use may be. */
  static final Duration USE_STORED_EVERY = Duration.ofMinutes(1);

  boolean isUsable(Instant now) {
    Instant end =
        account.credential() instanceof Credential.Session && lastUsedAt != null
            ? lastUsedAt.plus(WebSessionRow.LIFETIME)
            : account.expiresAt();
    return end == null || now.isBefore(end);
  }

  boolean isUseDue(Instant now) {
    return lastUsedAt == null || lastUsedAt.isBefore(now.minus(USE_STORED_EVERY));
  }
}
