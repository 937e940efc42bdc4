package io.coinpanel.webserver.connection;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Repeat;
import io.coinpanel.webserver.connection.Event.Activated;
import io.coinpanel.webserver.connection.Event.Notified;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import java.time.Instant;

/**
 * What a connection remembers of a subscription to tell its events: the client was told of it, and
 * has not unsubscribed.
 *
 * @param threshold in units of {@link io.coinpanel.model.Price}
 * @param once whether its first notification finishes it
 * @param expiresAt when it may be finished, in epoch milliseconds, or {@link #NEVER}
 */
public record HeldSubscription(
    long id, String symbol, Condition condition, long threshold, boolean once, long expiresAt) {

  public static final long NEVER = Long.MAX_VALUE;

  /** What is to be remembered of a subscription that its client was shown. */
  public static HeldSubscription of(SubscriptionState shown) {
    Instant expiry = shown.expiresAt();
    return new HeldSubscription(
        shown.id(),
        shown.symbol(),
        shown.condition(),
        shown.threshold().units(),
        shown.repeat() == Repeat.ONCE,
        expiry == null ? NEVER : expiry.toEpochMilli());
  }

  /** What has fired once is finished. */
  HeldSubscription fired() {
    return new HeldSubscription(id, symbol, condition, threshold, once, Long.MIN_VALUE);
  }

  ServerMessage.Active active(Activated event) {
    return new ServerMessage.Active(id, symbol, event.price());
  }

  ServerMessage.Notification notification(Notified event) {
    return new ServerMessage.Notification(
        event.id(),
        id,
        symbol,
        condition,
        threshold,
        event.price(),
        event.previousPrice(),
        event.tradeId(),
        event.tradeTime(),
        event.createdAt(),
        event.source());
  }
}
