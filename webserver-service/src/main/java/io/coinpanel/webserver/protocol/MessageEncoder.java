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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
      case Unsubscribed(var ref, var id) ->
          start(json, "unsubscribed", ref).plain("subscription_id", id);
      case Subscriptions(var ref, var states) -> states(start(json, "subscriptions", ref), states);
      case Resumed resumed -> resumed(json, resumed);
      case Prices(var ref, var enabled) -> start(json, "prices", ref).flag("enabled", enabled);
      case LastPrice(var symbol, var price, var time) ->
          start(json, "price", null)
              .text("symbol", symbol)
              .plain("price", price)
              .plain("time", time);
      case Pong(var ref) -> start(json, "pong", ref);
      case Notification notification -> notification(json, notification);
      case Failure(var ref, var code, var text) ->
          start(json, "error", ref).plain("code", code.term()).text("message", text);
    }
    return json.end().bytes();
  }

  private static JsonWriter start(JsonWriter json, String type, @Nullable String ref) {
    json.plain("type", type);
    return ref == null ? json : json.text("ref", ref);
  }

  private static void welcome(JsonWriter json, Welcome welcome) {
    start(json, "welcome", null)
        .number("protocol", PROTOCOL)
        .plain("connection_id", welcome.connectionId())
        .plain("resume_token", welcome.resumeToken())
        .number("heartbeat_seconds", welcome.heartbeatSeconds())
        .number("resume_window_seconds", welcome.resumeWindowSeconds());
  }

  private static void subscribed(JsonWriter json, Subscribed subscribed) {
    start(json, "subscribed", subscribed.ref())
        .flag("created", subscribed.created())
        .name("subscription");
    state(json, subscribed.subscription());
  }

  private static void active(JsonWriter json, Active active) {
    start(json, "active", null)
        .plain("subscription_id", active.subscriptionId())
        .text("symbol", active.symbol())
        .plain("price", active.price());
  }

  private static void resumed(JsonWriter json, Resumed resumed) {
    start(json, "resumed", resumed.ref())
        .plain("connection_id", resumed.connectionId())
        .flag("recovered", resumed.recovered());
    states(json, resumed.subscriptions());
  }

  private static void states(JsonWriter json, List<SubscriptionState> states) {
    json.beginArray("subscriptions");
    states.forEach(state -> state(json.element(), state));
    json.endArray();
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
    start(json, "notification", null)
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
