package io.coinpanel.standalone.alert;

import io.coinpanel.standalone.session.SessionName;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A subscription of a remembered session.
 *
 * @param json as the server says it
 */
record Alert(SessionName session, JsonNode json) {

  String id() {
    return field("id");
  }

  String field(String name) {
    return json.path(name).asString("");
  }

  /** What it waits for, as "BTCUSDT above 65000". */
  String wish() {
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

  int told() {
    return json.path("notification_count").asInt(0);
  }

  /** The server's own words, and the session beside them. */
  String line() {
    ObjectNode whole = ((ObjectNode) json).deepCopy();
    return whole.put("session", session.text()).toString();
  }
}
