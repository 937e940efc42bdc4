package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Price;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a wish. */
sealed interface Fulfilment {

  /**
   * A new subscription.
   *
   * @param lastPrice of its symbol, or null if none has been seen
   */
  record Created(long id, Instant createdAt, @Nullable Price lastPrice) implements Fulfilment {}

  /** It was there already. */
  record Existing(long id) implements Fulfilment {}

  /** Its connection is not this webserver's any more. */
  record Impossible() implements Fulfilment {}
}
