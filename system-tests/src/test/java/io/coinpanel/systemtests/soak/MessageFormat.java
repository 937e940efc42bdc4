package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.soak.ReceiverServer.Request;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The kinds of destinations in the soak: how they are added, and what their messages look like. */
enum MessageFormat {
  WEBHOOK {
    @Override
    SoakMessage read(Request request) {
      return SoakMessage.ofBody(request.header("webhook-id"), json(request));
    }
  },

  /** A webhook that gets one message of several notifications once they are late. */
  IMPATIENT_WEBHOOK {
    @Override
    SoakMessage read(Request request) {
      return WEBHOOK.read(request);
    }

    @Override
    String fields(String url) {
      return "\"kind\":\"webhook\",\"max_age_seconds\":10,\"url\":\"" + url + "\"";
    }
  },
  NTFY {
    @Override
    SoakMessage read(Request request) {
      return SoakMessage.ofText(request.header("x-message-id"), request.body());
    }
  },
  DISCORD {
    @Override
    SoakMessage read(Request request) {
      return SoakMessage.ofText("", json(request).path("content").asString());
    }
  },
  SLACK {
    @Override
    SoakMessage read(Request request) {
      return SoakMessage.ofText("", json(request).path("text").asString());
    }
  },
  TELEGRAM {
    @Override
    SoakMessage read(Request request) {
      return SLACK.read(request);
    }

    @Override
    String fields(String unused) {
      return "\"kind\":\"telegram\"";
    }
  },
  EMAIL {
    @Override
    SoakMessage read(Request request) {
      return SoakMessage.ofText(request.header("message-id"), request.body());
    }

    @Override
    String fields(String address) {
      return "\"kind\":\"email\",\"address\":\"" + address + "\"";
    }
  };

  private static final JsonMapper JSON = new JsonMapper();

  abstract SoakMessage read(Request request);

  /** What a request that adds one has. */
  String fields(String url) {
    return "\"kind\":\"%s\",\"url\":\"%s\"".formatted(name().toLowerCase(Locale.ROOT), url);
  }

  private static JsonNode json(Request request) {
    return JSON.readTree(request.body());
  }
}
