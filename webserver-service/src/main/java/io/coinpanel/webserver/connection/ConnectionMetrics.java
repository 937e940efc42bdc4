package io.coinpanel.webserver.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What is counted about sockets and their mailboxes. */
final class ConnectionMetrics {

  private final Counter overflows;
  private final Timer commitToSocket;

  ConnectionMetrics(MeterRegistry registry) {
    overflows =
        Counter.builder("coinpanel.webserver.outbox.overflows")
            .description("Mailboxes that were full and fell back on the table")
            .register(registry);
    commitToSocket =
        Timer.builder("coinpanel.webserver.commit.to.socket")
            .description("From a notification's creation to its frame being written")
            .publishPercentileHistogram()
            .register(registry);
  }

  void watch(MeterRegistry registry, Connections connections) {
    Gauge.builder("coinpanel.webserver.connections", connections, Connections::count)
        .description("Clients connected")
        .register(registry);
    Gauge.builder("coinpanel.webserver.outbox.depth", connections, Connections::waiting)
        .description("Messages waiting in all mailboxes")
        .register(registry);
  }

  void overflowed() {
    overflows.increment();
  }

  void told(Duration since) {
    commitToSocket.record(since);
  }
}
