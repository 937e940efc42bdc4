package io.coinpanel.webserver.socket;

import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import io.coinpanel.webserver.protocol.FiringDetails;
import io.coinpanel.webserver.protocol.SubscriptionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that was committed and concerns one owner. */
public sealed interface Event {

  long ownerId();

  /**
   * The subscription became active.
   *
   * @param price the last price before it did, or null if there was none
   */
  record Activated(long id, long subscriptionId, int revision, long ownerId, @Nullable Price price)
      implements Event {}

  /**
   * A notification was committed; prices in units of {@link Price}.
   *
   * @param previousPrice null where there was none
   */
  record Notified(
      long id,
      long subscriptionId,
      int revision,
      long ownerId,
      long tradeId,
      long price,
      @Nullable Long previousPrice,
      Instant tradeTime,
      Instant createdAt,
      Source source,
      FiringDetails firing)
      implements Event {}

  /**
   * A subscription has changed.
   *
   * @param state what it is now; null if it is unsubscribed
   */
  record Changed(long ownerId, long subscriptionId, @Nullable SubscriptionState state)
      implements Event {}

  /** Somebody of the account has seen its notifications up to this one. */
  record SeenUpTo(long ownerId, long notificationId) implements Event {}

  /** A credential of the account may have ended. */
  record CredentialsChanged(long ownerId) implements Event {}
}
