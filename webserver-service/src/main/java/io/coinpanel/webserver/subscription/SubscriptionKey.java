package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Price;
import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.Terms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Identity of a live subscription. */
record SubscriptionKey(long ownerId, Terms terms) {

  /** The state of a subscription that was just created with this key. */
  SubscriptionState created(
      long id, boolean ofAccount, Details details, Instant at, @Nullable Price lastPrice) {
    return new SubscriptionState(
        id,
        1,
        1,
        ofAccount,
        terms,
        details,
        SubscriptionStatus.PENDING,
        null,
        at,
        lastPrice,
        0,
        null);
  }
}
