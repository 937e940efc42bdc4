package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Channel;
import io.coinpanel.model.Source;
import io.coinpanel.model.Term;
import io.coinpanel.webserver.connection.Event.Notified;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notifications that a NOTIFY brings with it, in the order of their ids; none if the tables
 * have to be asked. {@link Channel#NOTIFICATION} has the format.
 */
record Announcement(List<Notified> notified) {

  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
  private static final int FIELDS = 9;
  private static final Announcement NONE = new Announcement(List.of());

  /** What is not understood, as that of a later version, has the tables asked. */
  static Announcement parse(String payload) {
    List<String> lines = payload.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(Channel.ROWS)) {
      return NONE;
    }
    try {
      return new Announcement(lines.stream().skip(1).map(Announcement::notified).toList());
    } catch (RuntimeException unreadable) {
      LOG.warn("An announcement cannot be read, the tables are asked instead", unreadable);
      return NONE;
    }
  }

  private static Notified notified(String line) {
    String[] fields = line.split(" ", FIELDS);
    return new Notified(
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]),
        Long.parseLong(fields[4]),
        Long.parseLong(fields[5]),
        instant(fields[6]),
        instant(fields[7]),
        Term.parse(Source.class, fields[8]).orElseThrow());
  }

  private static Instant instant(String epochMicros) {
    return Instant.EPOCH.plus(Long.parseLong(epochMicros), ChronoUnit.MICROS);
  }

  /** Whether all of it was reached before. */
  boolean isKnownAt(long reached) {
    return !notified.isEmpty() && notified.getLast().id() <= reached;
  }

  /** Whether nothing was committed between what was reached and this: ids have no gap then. */
  boolean follows(long reached) {
    return !notified.isEmpty() && notified.getFirst().id() == reached + 1;
  }
}
