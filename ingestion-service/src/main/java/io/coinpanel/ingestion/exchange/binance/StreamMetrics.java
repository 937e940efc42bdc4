package io.coinpanel.ingestion.exchange.binance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics of exchange connections. Thread-safe. */
public final class StreamMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(StreamMetrics.class);
  private static final int MAX_SHOWN = 300;

  private final MeterRegistry registry;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger halted = new AtomicInteger();
  private final Counter unreadable;
  private final AtomicLong unreadableSoFar = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();

  public StreamMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("coinpanel.exchange.connections", connections);
    registry.gauge("coinpanel.exchange.streams.halted", halted);
    unreadable = registry.counter("coinpanel.exchange.unreadable");
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

  /** All connections are closed when leadership ends. */
  void allClosed() {
    connections.set(0);
    halted.set(0);
  }

  void halted(int now) {
    halted.set(now);
  }

  /** Counts an unknown frame; logs the first and then exponentially fewer. */
  void skipped(String kind) {
    String known = kind.equals("garbage") || kind.equals("unknown") ? kind : "event";
    registry.counter("coinpanel.exchange.skipped", "kind", known).increment();
    long count = skipped.incrementAndGet();
    if (Long.bitCount(count) == 1) {
      LOG.warn("Skipped {} frames; last kind: {}", count, kind);
    }
  }

  /** Counts an unreadable trade; logs the first and then exponentially fewer. */
  void unreadable(String frame) {
    unreadable.increment();
    long count = unreadableSoFar.incrementAndGet();
    if (Long.bitCount(count) == 1) {
      LOG.warn(
          "Received {} unreadable trades, fetching from the exchange's history; last one: {}",
          count,
          frame.substring(0, Math.min(frame.length(), MAX_SHOWN)));
    }
  }
}
