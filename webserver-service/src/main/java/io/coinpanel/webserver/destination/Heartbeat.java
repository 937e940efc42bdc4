package io.coinpanel.webserver.destination;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A daily message that all is well.
 *
 * @param at the local time; where clocks are set forward over it, as much later
 */
record Heartbeat(ZoneId zone, LocalTime at) {

  /** When the first one after a time is due. */
  Instant next(Instant time) {
    ZonedDateTime today = time.atZone(zone).with(at);
    return today.toInstant().isAfter(time)
        ? today.toInstant()
        : time.atZone(zone).toLocalDate().plusDays(1).atTime(at).atZone(zone).toInstant();
  }
}
