package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
 * -Dcoinpanel.soak.accounts=40} and {@code -Dcoinpanel.soak.report=FILE} for a report as JSON.
 */
@Tag("long")
class LongSoakTest {

  private static final Logger LOG = LoggerFactory.getLogger(LongSoakTest.class);

  @Test
  void deliversEverythingWithoutDuplicates() throws IOException {
    int minutes = Integer.getInteger("coinpanel.soak.minutes", 20);
    SoakSettings settings =
        new SoakSettings(
            Long.getLong("coinpanel.soak.seed", 1),
            Integer.getInteger("coinpanel.soak.clients", 500),
            Integer.getInteger("coinpanel.soak.accounts", 40),
            Duration.ofMinutes(minutes),
            250,
            Duration.ofSeconds(15),
            Duration.ofSeconds(25),
            Duration.ofMinutes(10));
    SoakRun.Outcome outcome = SoakRun.run(settings);
    LOG.info("{} {} complaints {}", settings, outcome.figures(), outcome.complaints().size());
    writeReport(settings, minutes, outcome);
    assertThat(outcome.complaints()).isEmpty();
    assertThat(outcome.figures().of("notifications")).isGreaterThan(minutes * 5_000L);
    assertThat(outcome.figures().of("upsets")).isPositive();
    assertThat(outcome.figures().of("deliveries")).isGreaterThan(minutes * 1_000L);
    assertThat(outcome.figures().of(WebserverFaults.IN_TRANSACTION)).isPositive();
    assertThat(outcome.figures().of(WebserverFaults.TOO_LATE)).isZero();
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
