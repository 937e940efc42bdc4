package io.coinpanel.webserver.proxy;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * At most so many requests a second from each client.
 *
 * @param <K> what identifies a client
 */
public final class RateLimit<K> {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int limit;
  private final NanoClock clock;
  private volatile Window<K> current;

  public RateLimit(int limit, NanoClock clock) {
    this.limit = limit;
    this.clock = clock;
    current = new Window<>(clock.nanoTime());
  }

  private record Window<K>(long start, ConcurrentHashMap<K, Integer> requests) {
    Window(long start) {
      this(start, new ConcurrentHashMap<>());
    }
  }

  /** Counts a request; false if it is one too many. */
  public boolean tryAcquire(K client) {
    return second().requests().merge(client, 1, Integer::sum) <= limit;
  }

  private Window<K> second() {
    long now = clock.nanoTime();
    Window<K> window = current;
    if (now - window.start() < SECOND) {
      return window;
    }
    return startSecond(now);
  }

  private synchronized Window<K> startSecond(long now) {
    if (now - current.start() >= SECOND) {
      current = new Window<>(now);
    }
    return current;
  }
}
