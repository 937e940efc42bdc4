package io.coinpanel.cli.alert;

import io.coinpanel.cli.session.SessionName;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A subscription of a saved session.
 *
 * @param json as sent by the server
 */
record Alert(SessionName session, JsonNode json) {

  String id() {
    return field("id");
  }

  String field(String name) {
    return json.path(name).asString("");
  }

  /** Its description, such as "BTCUSDT above 65000". */
  String description() {
    String condition = field("condition");
    return field("symbol").toUpperCase(Locale.ROOT)
        + (condition.equals("cross") ? " across " : " " + condition + " ")
        + field("threshold");
  }

  String distance() {
    return field("status").equals("finished")
        ? ""
        : Distance.of(field("last_price"), field("threshold"));
  }

  int notificationCount() {
    return json.path("notification_count").asInt(0);
  }

  /** The server's JSON plus the session name. */
  String line() {
    ObjectNode whole = ((ObjectNode) json).deepCopy();
    return whole.put("session", session.text()).toString();
  }
}
