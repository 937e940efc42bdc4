package io.coinpanel.webserver.protocol;

import io.coinpanel.webserver.protocol.ServerMessage.Account;
import io.coinpanel.webserver.protocol.ServerMessage.AccountWelcome;
import io.coinpanel.webserver.protocol.ServerMessage.Active;
import io.coinpanel.webserver.protocol.ServerMessage.Authenticated;
import io.coinpanel.webserver.protocol.ServerMessage.ErrorReply;
import io.coinpanel.webserver.protocol.ServerMessage.FeedOk;
import io.coinpanel.webserver.protocol.ServerMessage.FeedStale;
import io.coinpanel.webserver.protocol.ServerMessage.LastPrice;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import io.coinpanel.webserver.protocol.ServerMessage.Pong;
import io.coinpanel.webserver.protocol.ServerMessage.Prices;
import io.coinpanel.webserver.protocol.ServerMessage.Resumed;
import io.coinpanel.webserver.protocol.ServerMessage.Seen;
import io.coinpanel.webserver.protocol.ServerMessage.Stats;
import io.coinpanel.webserver.protocol.ServerMessage.Subscribed;
import io.coinpanel.webserver.protocol.ServerMessage.Subscriptions;
import io.coinpanel.webserver.protocol.ServerMessage.Unsubscribed;
import io.coinpanel.webserver.protocol.ServerMessage.Updated;
import io.coinpanel.webserver.protocol.ServerMessage.Welcome;
import java.util.List;

/** Encodes server messages; the only class that knows their field names. */
public final class MessageEncoder {

  private static final int PROTOCOL = 1;

  private MessageEncoder() {}

  /** One frame's payload: JSON in UTF-8. */
  public static byte[] encode(ServerMessage message) {
    JsonWriter json = new JsonWriter().begin();
    switch (message) {
      case Welcome welcome -> welcome(json, welcome);
      case AccountWelcome welcome -> welcome(json, welcome);
      case Authenticated(var echo, var account) ->
          account(start(json, "authenticated", echo), account);
      case Subscribed subscribed -> subscribed(json, subscribed);
      case Updated(var echo, var subscription) -> updated(json, echo, subscription);
      case Active active -> active(json, active);
      case Unsubscribed(var echo, var id) ->
          start(json, "unsubscribed", echo).rawText("subscription_id", id);
      case Subscriptions(var echo, var page) -> page(start(json, "subscriptions", echo), page);
      case Resumed resumed -> resumed(json, resumed);
      case Prices(var echo, var enabled) -> start(json, "prices", echo).flag("enabled", enabled);
      case FeedStale(var symbol, var since) -> feed(json, symbol, "stale").rawText("since", since);
      case FeedOk(var symbol, var since, var found, var missing) ->
          feed(json, symbol, "ok")
              .rawText("since", since)
              .number("found_trades", found)
              .number("missing_trades", missing);
      case LastPrice(var symbol, var price, var high, var low, var time) ->
          start(json, "price", Echo.NONE)
              .text("symbol", symbol)
              .rawText("price", price)
              .rawText("high", high)
              .rawText("low", low)
              .rawText("time", time);
      case Seen(var id) -> start(json, "seen", Echo.NONE).rawText("notification_id", id);
      case Stats(var echo, var report) -> stats(start(json, "stats", echo), report);
      case Pong(var echo) -> start(json, "pong", echo);
      case Notification notification ->
          NotificationEncoder.write(start(json, "notification", Echo.NONE), notification);
      case ErrorReply(var echo, var code, var text) ->
          start(json, "error", echo).rawText("code", code.wireName()).text("message", text);
    }
    return json.end().bytes();
  }

  private static JsonWriter start(JsonWriter json, String type, Echo echo) {
    json.rawText("type", type);
    if (echo.ref() != null) {
      json.text("ref", echo.ref());
    }
    return echo.ignored().isEmpty() ? json : json.texts("ignored", echo.ignored());
  }

  private static JsonWriter feed(JsonWriter json, String symbol, String state) {
    return start(json, "feed", Echo.NONE).text("symbol", symbol).rawText("state", state);
  }

  private static void welcome(JsonWriter json, Welcome welcome) {
    start(json, "welcome", Echo.NONE)
        .number("protocol", PROTOCOL)
        .rawText("connection_id", welcome.connectionId())
        .rawText("resume_token", welcome.resumeToken())
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
        .rawText("subscription_id", active.subscriptionId())
        .text("symbol", active.symbol())
        .rawText("price", active.price());
  }

  private static void resumed(JsonWriter json, Resumed resumed) {
    start(json, "resumed", resumed.echo())
        .rawText("connection_id", resumed.connectionId())
        .flag("recovered", resumed.recovered());
    page(json, resumed.page());
  }

  private static void page(JsonWriter json, SubscriptionPage page) {
    json.beginArray("subscriptions");
    page.subscriptions().forEach(state -> state(json.element(), state));
    json.endArray().rawText("next", page.next());
  }

  private static void welcome(JsonWriter json, AccountWelcome welcome) {
    start(json, "welcome", Echo.NONE)
        .number("protocol", PROTOCOL)
        .rawText("connection_id", welcome.connectionId());
    account(json, welcome.account()).number("heartbeat_seconds", welcome.heartbeatSeconds());
  }

  private static JsonWriter account(JsonWriter json, Account account) {
    return json.name("account")
        .begin()
        .rawText("id", account.id())
        .text("name", account.name())
        .end();
  }

  private static void updated(JsonWriter json, Echo echo, SubscriptionState subscription) {
    start(json, "updated", echo);
    if (subscription.reason() != null) {
      json.rawText("reason", subscription.reason());
    }
    state(json.name("subscription"), subscription);
  }

  /** A subscription as JSON in UTF-8. */
  public static byte[] encode(SubscriptionState state) {
    JsonWriter json = new JsonWriter();
    state(json, state);
    return json.bytes();
  }

  private static void state(JsonWriter json, SubscriptionState state) {
    Terms terms = state.terms();
    json.begin()
        .rawText("id", state.id())
        .text("symbol", terms.symbol())
        .rawText("condition", terms.condition().kind().wireName());
    ConditionFieldsWriter.write(json, terms.condition());
    json.rawText("repeat", terms.repeat().wireName())
        .number("cooldown_seconds", terms.cooldownSeconds())
        .rawText("expires_at", terms.expiresAt());
    details(json, state);
    json.flag("enabled", state.isEnabled()).rawText("status", state.status().wireName());
    if (state.reason() != null) {
      json.rawText("reason", state.reason());
    }
    json.number("revision", state.revision())
        .rawText("created_at", state.createdAt())
        .rawText("last_price", state.lastPrice())
        .number("notification_count", state.notificationCount())
        .rawText("last_notified_at", state.lastNotifiedAt())
        .end();
  }

  private static void details(JsonWriter json, SubscriptionState state) {
    Details details = state.details();
    json.textOrNull("name", details.name()).textOrNull("note", details.note());
    List<Long> destinations = details.destinations();
    if (!state.ofAccount()) {
      return;
    }
    if (destinations == null) {
      json.rawText("destinations", null);
    } else {
      json.texts("destinations", destinations.stream().map(String::valueOf).toList());
    }
  }

  private static void stats(JsonWriter json, StatsReport report) {
    json.name("subscriptions")
        .begin()
        .number("active", report.active())
        .number("pending", report.pending())
        .number("paused", report.paused())
        .end()
        .name("notifications")
        .begin()
        .number("last_hour", report.notificationsLastHour())
        .number("last_day", report.notificationsLastDay())
        .end()
        .beginArray("symbols");
    report.symbols().forEach(symbol -> stats(json.element(), symbol));
    json.endArray();
  }

  private static void stats(JsonWriter json, StatsReport.OfSymbol symbol) {
    json.begin()
        .text("symbol", symbol.symbol())
        .rawText("price", symbol.price())
        .number("subscriptions", symbol.subscriptions())
        .rawText("nearest_above", symbol.nearestAbove())
        .rawText("nearest_below", symbol.nearestBelow())
        .number("notifications_last_day", symbol.notificationsLastDay())
        .end();
  }
}
