package io.coinpanel.systemtests.soak;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A message of one notification, or of several in a row.
 *
 * @param id as the receiver got it; empty where this kind has none
 * @param newest the price of its newest notification, which no other one of its account has
 * @param count how many notifications
 * @param firstId of the notifications; 0 where it is not said
 */
record SoakMessage(String id, long newest, int count, long firstId, long lastId) {

  private static final Pattern TEXT =
      Pattern.compile("(?:(\\d+) alerts.*)?: (\\d+)(?: \\(\\d+ \\w+ ago\\))?");

  static SoakMessage single(String id, long price, long notificationId) {
    return new SoakMessage(id, price, 1, notificationId, notificationId);
  }

  /** From what people read, which ends with the price. */
  static SoakMessage ofText(String id, String text) {
    Matcher words =
        TEXT.matcher(text.lines().findFirst().orElse("").replaceFirst("^[A-Z].*:", ":"));
    if (!words.matches()) {
      throw new IllegalArgumentException("a message without a price: " + text);
    }
    int count = words.group(1) == null ? 1 : Integer.parseInt(words.group(1));
    return new SoakMessage(id, Long.parseLong(words.group(2)), count, 0, 0);
  }

  /** From the body of a webhook. */
  static SoakMessage ofBody(String id, JsonNode body) {
    JsonNode data = body.path("data");
    if (body.path("type").asString().equals("notification")) {
      return single(id, price(data), Long.parseLong(data.path("id").asString()));
    }
    return new SoakMessage(
        id,
        price(data.path("newest")),
        data.path("count").asInt(),
        Long.parseLong(data.path("first_id").asString()),
        Long.parseLong(data.path("last_id").asString()));
  }

  private static long price(JsonNode notification) {
    return new BigDecimal(notification.path("price").asString()).longValueExact();
  }
}
