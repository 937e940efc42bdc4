package io.coinpanel.webserver.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Metrics of sockets and their outboxes. */
final class SocketMetrics {

  private final Counter overflows;
  private final Timer commitToSocket;

  SocketMetrics(MeterRegistry registry) {
    overflows =
        Counter.builder("coinpanel.webserver.outbox.overflows")
            .description("Mailboxes that overflowed and fell back to the table")
            .register(registry);
    commitToSocket =
        Timer.builder("coinpanel.webserver.commit.to.socket")
            .description("From a notification's creation until its frame is written")
            .publishPercentileHistogram()
            .register(registry);
  }

  void bind(MeterRegistry registry, Sockets sockets) {
    Gauge.builder("coinpanel.webserver.sockets", sockets, Sockets::count)
        .description("Clients connected")
        .register(registry);
    Gauge.builder("coinpanel.webserver.outbox.depth", sockets, Sockets::queued)
        .description("Messages queued over all sockets")
        .register(registry);
  }

  void overflowed() {
    overflows.increment();
  }

  void sent(Duration since) {
    commitToSocket.record(since);
  }
}
