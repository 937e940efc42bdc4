package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Price;
import io.coinpanel.model.SubscriptionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as shown to clients.
 *
 * @param revision one, and one more for every update
 * @param baselineRevision the last revision that waits, or waited, for its own {@code active}
 * @param ofAccount whether an account owns it, which can have destinations
 * @param reason why it is paused or finished, if there is more to say; or null
 * @param lastPrice the symbol's last price, or null if none has been seen
 * @param lastNotifiedAt when the last of its notifications was written, or null
 */
public record SubscriptionState(
    long id,
    int revision,
    int baselineRevision,
    boolean ofAccount,
    Terms terms,
    Details details,
    SubscriptionStatus status,
    @Nullable String reason,
    Instant createdAt,
    @Nullable Price lastPrice,
    long notificationCount,
    @Nullable Instant lastNotifiedAt) {

  /** Whether its owner wants it to be evaluated. */
  public boolean isEnabled() {
    return status != SubscriptionStatus.PAUSED;
  }

  int weight() {
    return 256 + length(details.name()) + length(details.note());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : 2 * text.length();
  }
}
