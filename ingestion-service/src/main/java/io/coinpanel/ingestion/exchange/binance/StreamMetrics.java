package io.coinpanel.ingestion.exchange.binance;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the connections to the exchange count. */
public final class StreamMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(StreamMetrics.class);

  private final MeterRegistry registry;
  private final AtomicInteger connections = new AtomicInteger();
  private long skipped;

  public StreamMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("coinpanel.exchange.connections", connections);
  }

  void connecting(int now) {
    connections.set(now);
    registry.counter("coinpanel.exchange.connects").increment();
  }

  /**
   * A connection is gone.
   *
   * @param reason of a few words: each is a series of its own
   */
  void closed(int now, String reason) {
    connections.set(now);
    registry.counter("coinpanel.exchange.closes", "reason", reason).increment();
  }

  void replaced(String why) {
    registry.counter("coinpanel.exchange.replacements", "reason", why).increment();
  }

  /** A frame that nobody understands; the first and then ever fewer of them reach the log. */
  void skipped(String kind) {
    String known = kind.equals("garbage") || kind.equals("unknown") ? kind : "event";
    registry.counter("coinpanel.exchange.skipped", "kind", known).increment();
    skipped++;
    if (Long.bitCount(skipped) == 1) {
      LOG.warn("Frames skipped so far: {}; the last one: {}", skipped, kind);
    }
  }
}
