package io.coinpanel.webserver.destination;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A destination as its sender needs it.
 *
 * @param isDefault whether it gets the notifications of subscriptions that name no destinations
 * @param address null where it is a secret
 * @param sealed its secrets, encrypted; null without any
 * @param quietHours null for none
 * @param maxAge older notifications go out as one summary; null for never
 * @param noteTemplate null for the usual text
 * @param chatId the chat of Telegram; null for none
 * @param mutedUntil nothing is sent before; null if it was never muted
 */
@SuppressWarnings("ArrayRecordComponent")
record Target(
    long id,
    long accountId,
    DestinationKind kind,
    boolean isDefault,
    @Nullable String address,
    byte @Nullable [] sealed,
    @Nullable Integer priority,
    @Nullable QuietHours quietHours,
    @Nullable Duration maxAge,
    @Nullable String noteTemplate,
    @Nullable Long chatId,
    @Nullable Instant mutedUntil) {

  /** Omits addresses and secrets. */
  @Override
  public String toString() {
    return kind.wireName() + " destination " + id;
  }
}
