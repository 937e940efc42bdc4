package io.coinpanel.webserver.destination;

import io.coinpanel.model.WireEnum;

/** The service that a destination is at. */
public enum DestinationKind implements WireEnum {
  WEBHOOK,
  TELEGRAM,
  EMAIL,
  NTFY,
  DISCORD,
  SLACK
}
