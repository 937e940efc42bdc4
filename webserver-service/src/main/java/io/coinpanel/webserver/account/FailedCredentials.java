package io.coinpanel.webserver.account;

import io.coinpanel.webserver.proxy.ClientAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.NanoClock;

/** Rate limit of failed credentials: 30 a minute per address. */
final class FailedCredentials {

  private static final int LIMIT = 30;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Bounds the memory; further addresses share one count. */
  private static final int MAX_ADDRESSES = 100_000;

  private static final ClientAddress OTHERS = ClientAddress.parse("0.0.0.0");

  private final NanoClock clock;
  private volatile Window current;

  FailedCredentials(NanoClock clock) {
    this.clock = clock;
    current = new Window(clock.nanoTime());
  }

  private record Window(long start, ConcurrentHashMap<ClientAddress, Integer> failures) {

    Window(long start) {
      this(start, new ConcurrentHashMap<>());
    }

    ClientAddress counted(ClientAddress address) {
      return failures.mappingCount() < MAX_ADDRESSES || failures.containsKey(address)
          ? address
          : OTHERS;
    }
  }

  /** Counts a failure; how long to wait if it is one too many. */
  Optional<Duration> record(ClientAddress address) {
    Window window = minute();
    int failures = window.failures().merge(window.counted(address), 1, Integer::sum);
    return failures > LIMIT ? Optional.of(rest(window)) : Optional.empty();
  }

  /** How long to wait if another failure would be one too many. */
  Optional<Duration> exceeded(ClientAddress address) {
    Window window = minute();
    int failures = window.failures().getOrDefault(window.counted(address), 0);
    return failures >= LIMIT ? Optional.of(rest(window)) : Optional.empty();
  }

  private Duration rest(Window window) {
    return MINUTE.minusNanos(clock.nanoTime() - window.start());
  }

  private Window minute() {
    long now = clock.nanoTime();
    Window window = current;
    return now - window.start() < MINUTE.toNanos() ? window : startMinute(now);
  }

  private synchronized Window startMinute(long now) {
    if (now - current.start() >= MINUTE.toNanos()) {
      current = new Window(now);
    }
    return current;
  }
}
