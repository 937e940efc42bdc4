package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Price;
import io.coinpanel.webserver.protocol.ServerMessage.Active;
import io.coinpanel.webserver.protocol.ServerMessage.Failure;
import io.coinpanel.webserver.protocol.ServerMessage.LastPrice;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import io.coinpanel.webserver.protocol.ServerMessage.Pong;
import io.coinpanel.webserver.protocol.ServerMessage.Prices;
import io.coinpanel.webserver.protocol.ServerMessage.Resumed;
import io.coinpanel.webserver.protocol.ServerMessage.Subscribed;
import io.coinpanel.webserver.protocol.ServerMessage.Subscriptions;
import io.coinpanel.webserver.protocol.ServerMessage.Unsubscribed;
import io.coinpanel.webserver.protocol.ServerMessage.Welcome;
import java.util.Locale;

/** How each message is spelled: the only place that knows the names of the server's fields. */
public final class MessageEncoder {

  private static final int PROTOCOL = 1;

  private MessageEncoder() {}

  /** One frame's payload: JSON in UTF-8. */
  public static byte[] encode(ServerMessage message) {
    JsonWriter json = new JsonWriter().begin();
    switch (message) {
      case Welcome welcome -> welcome(json, welcome);
      case Subscribed subscribed -> subscribed(json, subscribed);
      case Active active -> active(json, active);
      case Unsubscribed(var echo, var id) ->
          start(json, "unsubscribed", echo).plain("subscription_id", id);
      case Subscriptions(var echo, var page) -> page(start(json, "subscriptions", echo), page);
      case Resumed resumed -> resumed(json, resumed);
      case Prices(var echo, var enabled) -> start(json, "prices", echo).flag("enabled", enabled);
      case LastPrice(var symbol, var price, var time) ->
          start(json, "price", Echo.NONE)
              .text("symbol", symbol)
              .plain("price", price)
              .plain("time", time);
      case Pong(var echo) -> start(json, "pong", echo);
      case Notification notification -> notification(json, notification);
      case Failure(var echo, var code, var text) ->
          start(json, "error", echo).plain("code", code.term()).text("message", text);
    }
    return json.end().bytes();
  }

  private static JsonWriter start(JsonWriter json, String type, Echo echo) {
    json.plain("type", type);
    if (echo.ref() != null) {
      json.text("ref", echo.ref());
    }
    return echo.ignored().isEmpty() ? json : json.texts("ignored", echo.ignored());
  }

  private static void welcome(JsonWriter json, Welcome welcome) {
    start(json, "welcome", Echo.NONE)
        .number("protocol", PROTOCOL)
        .plain("connection_id", welcome.connectionId())
        .plain("resume_token", welcome.resumeToken())
        .number("heartbeat_seconds", welcome.heartbeatSeconds())
        .number("resume_window_seconds", welcome.resumeWindowSeconds());
  }

  private static void subscribed(JsonWriter json, Subscribed subscribed) {
    start(json, "subscribed", subscribed.echo())
        .flag("created", subscribed.created())
        .name("subscription");
    state(json, subscribed.subscription());
  }

  private static void active(JsonWriter json, Active active) {
    start(json, "active", Echo.NONE)
        .plain("subscription_id", active.subscriptionId())
        .text("symbol", active.symbol())
        .plain("price", active.price());
  }

  private static void resumed(JsonWriter json, Resumed resumed) {
    start(json, "resumed", resumed.echo())
        .plain("connection_id", resumed.connectionId())
        .flag("recovered", resumed.recovered());
    page(json, resumed.page());
  }

  private static void page(JsonWriter json, SubscriptionPage page) {
    json.beginArray("subscriptions");
    page.subscriptions().forEach(state -> state(json.element(), state));
    json.endArray().plain("next", page.next());
  }

  private static void state(JsonWriter json, SubscriptionState state) {
    json.begin()
        .plain("id", state.id())
        .text("symbol", state.symbol())
        .plain("condition", state.condition().term())
        .plain("threshold", state.threshold())
        .plain("repeat", state.repeat().term())
        .number("cooldown_seconds", state.cooldownSeconds())
        .plain("expires_at", state.expiresAt())
        .plain("status", state.status().term())
        .plain("created_at", state.createdAt())
        .plain("last_price", state.lastPrice())
        .number("notification_count", state.notificationCount())
        .plain("last_notified_at", state.lastNotifiedAt())
        .end();
  }

  private static void notification(JsonWriter json, Notification said) {
    String price = Price.toString(said.price());
    String threshold = Price.toString(said.threshold());
    start(json, "notification", Echo.NONE)
        .plain("id", said.id())
        .plain("subscription_id", said.subscriptionId())
        .text("symbol", said.symbol())
        .plain("condition", said.condition().term())
        .plain("threshold", threshold)
        .plain("price", price)
        .plain("previous_price", Price.toString(said.previousPrice()))
        .number("trade_id", said.tradeId())
        .plain("trade_time", said.tradeTime())
        .plain("created_at", said.createdAt())
        .plain("source", said.source().term())
        .text("message", sentence(said, threshold, price));
  }

  private static String sentence(Notification said, String threshold, String price) {
    String verb = said.price() > said.previousPrice() ? "rose above" : "fell below";
    String symbol = said.symbol().toUpperCase(Locale.ROOT);
    return symbol + " " + verb + " " + threshold + ": " + price;
  }
}
