package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The soak as long as every build can bear it. */
class ShortSoakTest {

  private static final Logger LOG = LoggerFactory.getLogger(ShortSoakTest.class);

  @Test
  void deliversEverythingWithoutDuplicates() throws IOException {
    SoakSettings settings =
        new SoakSettings(
            20260301,
            60,
            6,
            Duration.ofSeconds(20),
            400,
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMinutes(3));
    SoakRun.Outcome outcome = SoakRun.run(settings);
    LOG.info("{} {}", settings, outcome.figures());
    assertThat(outcome.complaints()).isEmpty();
    assertThat(outcome.figures().of("notifications")).isGreaterThan(100);
    assertThat(outcome.figures().of("resumed with id")).isPositive();
    assertThat(outcome.figures().of("resumed without id")).isPositive();
    assertThat(outcome.figures().of("upsets")).isPositive();
    assertThat(outcome.figures().of("deliveries")).isGreaterThan(30);
    assertThat(outcome.figures().of("deliveries of several")).isPositive();
    assertThat(outcome.figures().of(WebserverFaults.TOO_LATE)).isZero();
  }
}
