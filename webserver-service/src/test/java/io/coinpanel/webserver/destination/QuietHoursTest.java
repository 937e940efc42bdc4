package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static QuietHours quiet(String from, String to) {
    return new QuietHours(BERLIN, LocalTime.parse(from), LocalTime.parse(to));
  }

  @ParameterizedTest
  @CsvSource({
    "13:00, 14:00, 2026-07-01T10:59:59Z, false",
    "13:00, 14:00, 2026-07-01T11:00:00Z, true",
    "13:00, 14:00, 2026-07-01T11:59:59Z, true",
    "13:00, 14:00, 2026-07-01T12:00:00Z, false",
    "22:00, 07:00, 2026-07-01T19:59:59Z, false",
    "22:00, 07:00, 2026-07-01T20:00:00Z, true",
    "22:00, 07:00, 2026-07-01T22:30:00Z, true",
    "22:00, 07:00, 2026-07-02T05:00:00Z, false",
    // Clocks are set back at 03:00: 02:15 comes twice.
    "02:00, 02:30, 2026-10-25T00:15:00Z, true",
    "02:00, 02:30, 2026-10-25T00:45:00Z, false",
    "02:00, 02:30, 2026-10-25T01:15:00Z, true"
  })
  void areOfTheLocalDay(String from, String to, Instant time, boolean isQuiet) {
    assertThat(quiet(from, to).contains(time)).isEqualTo(isQuiet);
  }

  @ParameterizedTest
  @CsvSource({
    "13:00, 14:00, 2026-07-01T11:00:00Z, 2026-07-01T12:00:00Z",
    "22:00, 07:00, 2026-07-01T20:00:00Z, 2026-07-02T05:00:00Z",
    "22:00, 07:00, 2026-07-01T23:00:00Z, 2026-07-02T05:00:00Z",
    // An hour longer, and an hour shorter.
    "22:00, 07:00, 2026-10-24T21:00:00Z, 2026-10-25T06:00:00Z",
    "22:00, 07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
    // 02:30 comes twice, or not at all.
    "02:00, 02:30, 2026-10-25T00:15:00Z, 2026-10-25T00:30:00Z",
    "02:00, 02:30, 2026-10-25T01:15:00Z, 2026-10-25T01:30:00Z",
    "01:00, 02:30, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z"
  })
  void endAtTheNextTimeThatIsNotQuiet(String from, String to, Instant time, Instant end) {
    assertThat(quiet(from, to).end(time)).isEqualTo(end);
  }
}
