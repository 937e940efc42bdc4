package io.coinpanel.webserver.delivery;

import io.coinpanel.model.NotifyChannel;
import io.coinpanel.model.Source;
import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.protocol.FiringDetails;
import io.coinpanel.webserver.socket.Event.Notified;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications contained in a NOTIFY payload, in id order; empty if the table must be read. {@link
 * NotifyChannel#NOTIFICATION} has the format.
 */
record NotifyPayload(List<Notified> notified) {

  private static final Logger LOG = LoggerFactory.getLogger(NotifyPayload.class);
  private static final int FIELDS = 10;
  private static final NotifyPayload NONE = new NotifyPayload(List.of());

  /** Unknown formats, such as later versions, fall back to the table. */
  static NotifyPayload parse(String payload) {
    List<String> lines = payload.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(NotifyChannel.ROWS)) {
      return NONE;
    }
    try {
      return new NotifyPayload(lines.stream().skip(1).map(NotifyPayload::notified).toList());
    } catch (RuntimeException unreadable) {
      LOG.warn("Cannot parse a NOTIFY payload, reading the tables instead", unreadable);
      return NONE;
    }
  }

  private static Notified notified(String line) {
    String[] fields = line.split(" ", FIELDS);
    return new Notified(
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        Integer.parseInt(fields[9]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]),
        Long.parseLong(fields[4]),
        Long.parseLong(fields[5]),
        instant(fields[6]),
        instant(fields[7]),
        WireEnum.parse(Source.class, fields[8]).orElseThrow(),
        FiringDetails.NONE);
  }

  private static Instant instant(String epochMicros) {
    return Instant.EPOCH.plus(Long.parseLong(epochMicros), ChronoUnit.MICROS);
  }

  /** Whether all of it was already read. */
  boolean isReadAt(long reached) {
    return !notified.isEmpty() && notified.getLast().id() <= reached;
  }

  /** Whether it directly follows the cursor: ids have no gap then. */
  boolean follows(long reached) {
    return !notified.isEmpty() && notified.getFirst().id() == reached + 1;
  }
}
