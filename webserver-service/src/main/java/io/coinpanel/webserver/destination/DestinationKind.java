package io.coinpanel.webserver.destination;

import io.coinpanel.model.WireEnum;

/** The service that a destination is at. */
public enum DestinationKind implements WireEnum {
  WEBHOOK,
  TELEGRAM,
  EMAIL,
  NTFY,
  DISCORD,
  SLACK;

  /** Whether messages are posted to a URL that a person gives. */
  boolean isAtUrl() {
    return switch (this) {
      case WEBHOOK, NTFY, DISCORD, SLACK -> true;
      case TELEGRAM, EMAIL -> false;
    };
  }
}
