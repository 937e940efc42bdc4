package io.coinpanel.model;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageLogTest {

  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("test");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final OutageLog outage = new OutageLog(log, "Reading");

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
  }

  @Test
  void logsABeginningAndAnEnd() {
    outage.recovered();
    for (int n = 0; n < 1_000; n++) {
      outage.failed(new IOException("no route\nmore"));
    }
    outage.recovered();
    outage.recovered();
    outage.failed(new IOException("reset"));
    assertThat(lines.list)
        .extracting(ILoggingEvent::toString)
        .containsExactly(
            "[WARN] Reading failed, retrying: java.io.IOException: no route",
            "[INFO] Reading recovered after 1000 failures",
            "[WARN] Reading failed, retrying: java.io.IOException: reset");
  }

  @Test
  void waitsLongerEachTimeUpToTwoSeconds() {
    assertThat(outage.failed(new IOException())).isEqualTo(Duration.ofMillis(250));
    assertThat(outage.failed(new IOException())).isEqualTo(Duration.ofMillis(500));
    outage.failed(new IOException());
    outage.failed(new IOException());
    assertThat(outage.failed(new IOException())).isEqualTo(Duration.ofSeconds(2));
    outage.recovered();
    assertThat(outage.failed(new IOException())).isEqualTo(Duration.ofMillis(250));
  }
}
