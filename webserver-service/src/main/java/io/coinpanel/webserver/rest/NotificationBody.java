package io.coinpanel.webserver.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;

/** A notification as the WebSocket sends it. */
@Schema(ref = "/asyncapi.yaml#/components/schemas/Notification")
record NotificationBody(@JsonValue @JsonRawValue String json) {

  static NotificationBody of(Notification notification) {
    return new NotificationBody(
        new String(MessageEncoder.encode(notification), StandardCharsets.UTF_8));
  }
}
