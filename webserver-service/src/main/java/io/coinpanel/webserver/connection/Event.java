package io.coinpanel.webserver.connection;

import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A committed row for one connection, in the order of its table's ids. */
public sealed interface Event {

  long id();

  long subscriptionId();

  long connectionId();

  /**
   * Ingestion watches the subscription.
   *
   * @param price the last price before it did, or null if there was none
   */
  record Activated(long id, long subscriptionId, long connectionId, @Nullable Price price)
      implements Event {}

  /** A crossing was stored; prices are units of {@link Price}. */
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
