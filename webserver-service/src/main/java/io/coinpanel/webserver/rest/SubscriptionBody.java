package io.coinpanel.webserver.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;

/** A subscription as the WebSocket sends it. */
@Schema(ref = SubscriptionBody.SCHEMA)
record SubscriptionBody(@JsonValue @JsonRawValue String json) {

  static final String SCHEMA = "/asyncapi.yaml#/components/schemas/Subscription";

  static SubscriptionBody of(SubscriptionState state) {
    return new SubscriptionBody(new String(MessageEncoder.encode(state), StandardCharsets.UTF_8));
  }
}
