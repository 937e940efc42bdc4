package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Direction;
import io.coinpanel.model.Price;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a notification. */
final class NotificationEncoder {

  private NotificationEncoder() {}

  static void write(JsonWriter json, Notification said) {
    String price = Price.toString(said.price());
    Long previous = said.previousPrice();
    FiringDetails firing = said.firing();
    Direction direction = NotificationText.direction(said);
    String level = NotificationText.level(said);
    json.rawText("id", said.id())
        .rawText("subscription_id", said.subscriptionId())
        .text("symbol", said.symbol())
        .rawText("condition", said.condition().kind().wireName());
    ConditionFieldsWriter.write(json, said.condition());
    json.rawText("price", price)
        .rawText("previous_price", previous == null ? null : Price.toString(previous))
        .number("trade_id", said.tradeId())
        .rawText("trade_time", said.tradeTime())
        .rawText("created_at", said.createdAt())
        .number("revision", said.revision());
    optional(json, "direction", direction == null ? null : direction.wireName());
    optional(json, "level", level);
    optional(json, "reference_price", firing.referencePrice());
    optional(json, "bar_end", firing.barEnd());
    if (said.name() != null) {
      json.text("name", said.name());
    }
    if (said.note() != null) {
      json.text("note", said.note());
    }
    json.rawText("source", said.source().wireName())
        .text("message", NotificationText.of(said, direction, level));
  }

  private static void optional(JsonWriter json, String name, @Nullable Object value) {
    if (value != null) {
      json.rawText(name, value);
    }
  }
}
