package io.coinpanel.webserver.proxy;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.agrona.concurrent.NanoClock;

/**
 * Counts that start again at zero after a fixed time.
 *
 * @param <K> what is counted for
 */
public final class FixedWindow<K> {

  private final long length;
  private final NanoClock clock;
  private volatile Window<K> current;

  public FixedWindow(Duration length, NanoClock clock) {
    this.length = length.toNanos();
    this.clock = clock;
    current = new Window<>(clock.nanoTime(), new ConcurrentHashMap<>());
  }

  private record Window<K>(long start, ConcurrentMap<K, Integer> counts) {}

  /** The counts of the current window; safe for threads. */
  public ConcurrentMap<K, Integer> counts() {
    long now = clock.nanoTime();
    Window<K> window = current;
    return (now - window.start() < length ? window : restart(now)).counts();
  }

  private synchronized Window<K> restart(long now) {
    if (now - current.start() >= length) {
      current = new Window<>(now, new ConcurrentHashMap<>());
    }
    return current;
  }

  /** How long the current window lasts from now on. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, length - (clock.nanoTime() - current.start())));
  }
}
