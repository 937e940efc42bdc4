package io.coinpanel.cli.alert;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionText;
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

  /**
   * Nearest to its threshold or edge first; last those that cannot fire now or whose price is
   * unknown.
   */
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
    String what = condition().map(ConditionText::of).orElse(field("condition"));
    return (field("symbol").toUpperCase(Locale.ROOT) + " " + what).strip();
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
    return Price.parse(field("last_price"))
        .flatMap(price -> target(price).flatMap(to -> Distance.exact(price, to)));
  }

  private Optional<Price> target(Price price) {
    return condition().flatMap(condition -> Distance.target(condition, price));
  }

  private Optional<Condition> condition() {
    return ConditionJson.parse(json);
  }

  String distanceText() {
    return distance().map(Distance::text).orElse("");
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
