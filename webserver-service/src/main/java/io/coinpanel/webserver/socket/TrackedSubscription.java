package io.coinpanel.webserver.socket;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Repeat;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import java.time.Instant;

/**
 * A subscription tracked by a socket: confirmed to the client and not unsubscribed.
 *
 * @param threshold in units of {@link io.coinpanel.model.Price}
 * @param once whether its first notification finishes it
 * @param expiresAt expiry in epoch milliseconds, or {@link #NEVER}
 */
public record TrackedSubscription(
    long id, String symbol, Condition condition, long threshold, boolean once, long expiresAt) {

  public static final long NEVER = Long.MAX_VALUE;

  /** From a subscription that was sent to the client. */
  public static TrackedSubscription of(SubscriptionState shown) {
    Instant expiry = shown.expiresAt();
    return new TrackedSubscription(
        shown.id(),
        shown.symbol(),
        shown.condition(),
        shown.threshold().units(),
        shown.repeat() == Repeat.ONCE,
        expiry == null ? NEVER : expiry.toEpochMilli());
  }

  /** After its first notification a {@code once} subscription is finished. */
  TrackedSubscription fired() {
    return new TrackedSubscription(id, symbol, condition, threshold, once, Long.MIN_VALUE);
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
