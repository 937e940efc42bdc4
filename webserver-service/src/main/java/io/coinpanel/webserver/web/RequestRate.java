package io.coinpanel.webserver.web;

import io.coinpanel.webserver.proxy.ClientAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.NanoClock;

/** So many requests of one address in a second. */
final class RequestRate {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int limit;
  private final NanoClock clock;
  private volatile Second current;

  RequestRate(int limit, NanoClock clock) {
    this.limit = limit;
    this.clock = clock;
    current = new Second(clock.nanoTime());
  }

  private record Second(long start, ConcurrentHashMap<ClientAddress, Integer> requests) {
    Second(long start) {
      this(start, new ConcurrentHashMap<>());
    }
  }

  /** Counts a request; false if it is one too many. */
  boolean allows(ClientAddress address) {
    return second().requests().merge(address, 1, Integer::sum) <= limit;
  }

  private Second second() {
    long now = clock.nanoTime();
    Second second = current;
    if (now - second.start() < SECOND) {
      return second;
    }
    return startSecond(now);
  }

  private synchronized Second startSecond(long now) {
    if (now - current.start() >= SECOND) {
      current = new Second(now);
    }
    return current;
  }
}
