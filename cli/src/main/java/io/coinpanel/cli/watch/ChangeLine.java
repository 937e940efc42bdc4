package io.coinpanel.cli.watch;

import io.coinpanel.cli.alert.Alert;
import io.coinpanel.cli.client.Received;
import java.util.Locale;

/** Says in a line how an alert has changed. */
final class ChangeLine {

  private ChangeLine() {}

  /** Of an {@code updated} message. */
  static String of(Received.Message updated) {
    Alert alert = Alert.of(updated.json().path("subscription"));
    String reason = updated.field("reason");
    String because = reason.isEmpty() ? "" : " (" + reason + ")";
    return title(alert)
        + switch (alert.field("status")) {
          case "finished" -> " has finished" + because + ".";
          case "paused" -> " is paused" + because + ".";
          case "halted" -> " is halted: the symbol is not trading.";
          case String status -> " is now revision " + alert.field("revision") + ", " + status + ".";
        };
  }

  /** Another client has made it. */
  static String added(Received.Message subscribed) {
    return title(Alert.of(subscribed.json().path("subscription"))) + " was added.";
  }

  /** Another client has removed it. */
  static String removed(Received.Message unsubscribed) {
    return "Alert " + unsubscribed.field("subscription_id") + " was unsubscribed.";
  }

  private static String title(Alert alert) {
    return "Alert " + alert.id() + ", " + alert.title() + ",";
  }

  /** Of a {@code feed} message: whether the server sees the symbol's trades. */
  static String ofFeed(Received.Message feed) {
    String symbol = feed.field("symbol").toUpperCase(Locale.ROOT);
    return feed.field("state").equals("stale")
        ? symbol + ": no trades received since " + feed.field("since") + "; its alerts are waiting."
        : symbol + ": trades are received again.";
  }
}
