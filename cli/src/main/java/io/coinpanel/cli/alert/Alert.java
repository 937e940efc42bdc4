package io.coinpanel.cli.alert;

import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A subscription.
 *
 * @param session the saved session that it is of; empty for an account's
 * @param json as sent by the server
 */
public record Alert(String session, JsonNode json) {

  private static final Set<String> CANNOT_FIRE = Set.of("paused", "halted", "finished");

  /** Nearest to its threshold first; last those that cannot fire now or whose price is unknown. */
  static final Comparator<Alert> NEAREST_FIRST =
      Comparator.comparing((Alert alert) -> CANNOT_FIRE.contains(alert.field("status")))
          .thenComparing(alert -> alert.distance().isEmpty())
          .thenComparing(alert -> alert.distance().map(BigDecimal::abs).orElse(BigDecimal.ZERO));

  /** An account's. */
  public static Alert of(JsonNode json) {
    return new Alert("", json);
  }

  public String id() {
    return field("id");
  }

  public String field(String name) {
    return json.path(name).asString("");
  }

  /** Its description, such as "BTCUSDT above 65000". */
  public String description() {
    String condition = field("condition");
    String text =
        field("symbol").toUpperCase(Locale.ROOT)
            + (condition.equals("cross") ? " across " : " " + condition + " ")
            + field("threshold");
    return text.strip();
  }

  /** Its description with its name, if it has one. */
  public String title() {
    String name = field("name");
    return name.isEmpty() ? description() : description() + " \"" + name + "\"";
  }

  /** In percent of the last price; empty once it is finished. */
  private Optional<BigDecimal> distance() {
    if (field("status").equals("finished")) {
      return Optional.empty();
    }
    Optional<Price> threshold = Price.parse(field("threshold"));
    return Price.parse(field("last_price"))
        .flatMap(price -> threshold.flatMap(to -> Distance.exact(price, to)));
  }

  String distanceText() {
    return distance().isEmpty() ? "" : Distance.of(field("last_price"), field("threshold"));
  }

  int notificationCount() {
    return json.path("notification_count").asInt(0);
  }

  /** The server's JSON plus the session name. */
  String line() {
    if (session.isEmpty()) {
      return json.toString();
    }
    ObjectNode whole = ((ObjectNode) json).deepCopy();
    return whole.put("session", session).toString();
  }
}
