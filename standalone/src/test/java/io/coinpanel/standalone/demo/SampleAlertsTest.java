package io.coinpanel.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SampleAlertsTest {

  @Test
  void fullMinutesHaveSecondsToo() {
    Instant minute = Instant.parse("2026-11-28T03:51:00.400Z");
    assertThat(SampleAlerts.timeOfDay(minute, ZoneOffset.UTC)).isEqualTo("03:51:00");
  }
}
