package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
            false,
            400,
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMinutes(3));
    SoakRun.Outcome outcome = SoakRun.run(settings);
    LOG.info("{} {}\n{}", settings, outcome.figures(), outcome.deliveries().page());
    outcome.deliveries().write(List.of(Path.of("target", "short-soak.md")));
    assertThat(outcome.complaints()).isEmpty();
    assertThat(outcome.figures().of("notifications")).isGreaterThan(100);
    assertThat(outcome.figures().of("resumed with id")).isPositive();
    assertThat(outcome.figures().of("resumed without id")).isPositive();
    assertThat(outcome.figures().of("upsets")).isPositive();
    for (MessageFormat kind : MessageFormat.values()) {
      assertThat(outcome.deliveries().accepted(kind)).as(kind.name()).isPositive();
    }
    assertThat(outcome.figures().of("deliveries of several")).isPositive();
    assertThat(outcome.figures().of(WebserverFaults.TOO_LATE)).isZero();
  }
}
