package io.coinpanel.webserver.destination;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * The part of each day in which a destination is not disturbed: local times in [{@code from},
 * {@code to}), over midnight if {@code from} is later.
 */
record QuietHours(ZoneId zone, LocalTime from, LocalTime to) {

  QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException("quiet hours begin and end at the same time");
    }
  }

  boolean contains(Instant time) {
    LocalTime local = time.atZone(zone).toLocalTime();
    boolean isAfterFrom = !local.isBefore(from);
    boolean isBeforeTo = local.isBefore(to);
    return from.isBefore(to) ? isAfterFrom && isBeforeTo : isAfterFrom || isBeforeTo;
  }

  /**
   * The first time after this one that is not quiet.
   *
   * @param time a quiet one
   */
  Instant end(Instant time) {
    LocalDate day = time.atZone(zone).toLocalDate();
    while (true) {
      for (Instant end : ends(day)) {
        if (end.isAfter(time) && !contains(end)) {
          return end;
        }
      }
      day = day.plusDays(1);
    }
  }

  /** Twice where clocks are set back over it; as they are set forward, if that skips it. */
  private List<Instant> ends(LocalDate day) {
    LocalDateTime end = day.atTime(to);
    ZoneOffsetTransition change = zone.getRules().getTransition(end);
    if (change != null && change.isGap()) {
      return List.of(change.getInstant());
    }
    return zone.getRules().getValidOffsets(end).stream().map(end::toInstant).toList();
  }
}
