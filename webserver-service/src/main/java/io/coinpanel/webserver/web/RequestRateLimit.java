package io.coinpanel.webserver.web;

import io.coinpanel.webserver.proxy.ClientAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.NanoClock;

/** Rate limit of requests per address. */
final class RequestRateLimit {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int limit;
  private final NanoClock clock;
  private volatile Window current;

  RequestRateLimit(int limit, NanoClock clock) {
    this.limit = limit;
    this.clock = clock;
    current = new Window(clock.nanoTime());
  }

  private record Window(long start, ConcurrentHashMap<ClientAddress, Integer> requests) {
    Window(long start) {
      this(start, new ConcurrentHashMap<>());
    }
  }

  /** Counts a request; false if it is one too many. */
  boolean tryAcquire(ClientAddress address) {
    return second().requests().merge(address, 1, Integer::sum) <= limit;
  }

  private Window second() {
    long now = clock.nanoTime();
    Window window = current;
    if (now - window.start() < SECOND) {
      return window;
    }
    return startSecond(now);
  }

  private synchronized Window startSecond(long now) {
    if (now - current.start() >= SECOND) {
      current = new Window(now);
    }
    return current;
  }
}
