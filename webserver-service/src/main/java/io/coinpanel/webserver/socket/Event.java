package io.coinpanel.webserver.socket;

import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A committed row for one connection, in id order. */
public sealed interface Event {

  long id();

  long subscriptionId();

  long connectionId();

  /**
   * The subscription became active.
   *
   * @param price the last price before it did, or null if there was none
   */
  record Activated(long id, long subscriptionId, long connectionId, @Nullable Price price)
      implements Event {}

  /** A notification was committed; prices in units of {@link Price}. */
  record Notified(
      long id,
      long subscriptionId,
      long connectionId,
      long tradeId,
      long price,
      long previousPrice,
      Instant tradeTime,
      Instant createdAt,
      Source source)
      implements Event {}
}
