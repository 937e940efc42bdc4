package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The soak as long as it is asked for: {@code -Dcoinpanel.soak.minutes=20}, and if wanted {@code
 * -Dcoinpanel.soak.seed=1}, {@code -Dcoinpanel.soak.clients=500}, {@code
 * -Dcoinpanel.soak.accounts=40}, {@code -Dcoinpanel.soak.report=FILE} for a report as JSON and
 * {@code -Dcoinpanel.soak.page=FILE} for a page about the deliveries.
 */
@Tag("long")
class LongSoakTest {

  private static final Logger LOG = LoggerFactory.getLogger(LongSoakTest.class);

  /** Minutes in which every kind of fault happens. */
  private static final int LONG = 10;

  @Test
  void deliversEverythingWithoutDuplicates() throws IOException {
    int minutes = Integer.getInteger("coinpanel.soak.minutes", 20);
    SoakSettings settings =
        new SoakSettings(
            Long.getLong("coinpanel.soak.seed", 1),
            Integer.getInteger("coinpanel.soak.clients", 500),
            Integer.getInteger("coinpanel.soak.accounts", 40),
            Duration.ofMinutes(minutes),
            true,
            250,
            Duration.ofSeconds(minutes < LONG ? 5 : 15),
            Duration.ofSeconds(25),
            Duration.ofMinutes(10));
    SoakRun.Outcome outcome = SoakRun.run(settings);
    LOG.info("{} {} complaints {}", settings, outcome.figures(), outcome.complaints().size());
    LOG.info("{}", outcome.deliveries().page());
    outcome.deliveries().write(pages());
    writeReport(settings, minutes, outcome);
    assertThat(outcome.complaints()).isEmpty();
    assertThat(outcome.figures().of("notifications")).isGreaterThan(minutes * 5_000L);
    assertThat(outcome.figures().of("upsets")).isPositive();
    assertThat(outcome.figures().of("notifications of accounts"))
        .isGreaterThan((long) (0.9 * settings.accountNotifications()));
    // A webhook that is well gets each notification by itself, and two thirds are.
    assertThat(outcome.deliveries().accepted(MessageFormat.WEBHOOK))
        .isGreaterThan(outcome.figures().of("notifications of accounts") / 2);
    assertThat(outcome.figures().of(WebserverFaults.TOO_LATE)).isZero();
    if (minutes >= LONG) {
      assertThat(outcome.figures().of(WebserverFaults.IN_TRANSACTION)).isPositive();
      assertThat(outcome.figures().of("upset KILLED_INGESTION")).isPositive();
    }
  }

  private static List<Path> pages() {
    String page = System.getProperty("coinpanel.soak.page");
    Path usual = Path.of("target", "long-soak.md");
    return page == null ? List.of(usual) : List.of(usual, Path.of(page));
  }

  private static void writeReport(SoakSettings settings, int minutes, SoakRun.Outcome outcome) {
    String file = System.getProperty("coinpanel.soak.report");
    if (file != null) {
      Report report =
          new Report(
              LocalDate.now(ZoneOffset.UTC).toString(),
              settings.seed(),
              minutes,
              settings.clients(),
              settings.accounts() * MessageFormat.values().length,
              outcome.complaints().size(),
              outcome.figures().all());
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValue(Path.of(file), report);
    }
  }

  private record Report(
      String date,
      long seed,
      int minutes,
      int clients,
      int destinations,
      int complaints,
      Map<String, Long> events) {}
}
