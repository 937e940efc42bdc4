package io.coinpanel.webserver.connection;

import io.coinpanel.model.Condition;
import io.coinpanel.webserver.connection.Event.Activated;
import io.coinpanel.webserver.connection.Event.Notified;
import io.coinpanel.webserver.protocol.ServerMessage;

/**
 * What a connection remembers of a subscription to tell its events: the client was told of it, and
 * has not unsubscribed.
 *
 * @param threshold in units of {@link io.coinpanel.model.Price}
 */
public record HeldSubscription(long id, String symbol, Condition condition, long threshold) {

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
