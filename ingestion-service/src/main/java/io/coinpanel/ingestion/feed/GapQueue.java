package io.coinpanel.ingestion.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Symbols with gaps: visible ones first, each at one worker at a time, none before it is due, and
 * those that failed not before their back-off is over. Thread-safe.
 */
final class GapQueue {

  private static final long FIRST_BACKOFF_NANOS = Duration.ofMillis(250).toNanos();
  private static final int MOST_DOUBLINGS = 5; // 8 seconds

  private final NanoClock clock;

  // Guarded by this.
  private final Map<String, Gap> visible = new LinkedHashMap<>();
  private final Map<String, Gap> doubtful = new LinkedHashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private final Map<String, Backoff> backoffs = new HashMap<>();

  private record Backoff(long until, int failures) {}

  GapQueue(NanoClock clock) {
    this.clock = clock;
  }

  synchronized void add(Gap gap) {
    Gap before = null;
    if (gap.isVisible()) {
      doubtful.remove(gap.symbol());
      before = visible.put(gap.symbol(), gap);
    } else if (!visible.containsKey(gap.symbol())) {
      before = doubtful.put(gap.symbol(), gap);
    }
    // A gap is announced with every trade behind it.
    if (before == null || before.due() != gap.due()) {
      notifyAll();
    }
  }

  /**
   * The next symbol to look at, as soon as there is one; it is returned by one of the next three.
   */
  synchronized String take() throws InterruptedException {
    String symbol = poll();
    while (symbol == null) {
      wait(untilReady());
      symbol = poll();
    }
    return symbol;
  }

  /** The next symbol to look at, or null if there is none now. */
  synchronized @Nullable String poll() {
    String symbol = ready(visible);
    symbol = symbol == null ? ready(doubtful) : symbol;
    if (symbol != null) {
      visible.remove(symbol);
      doubtful.remove(symbol);
      underWay.add(symbol);
    }
    return symbol;
  }

  /** Nothing is missing any more. */
  synchronized void closed(String symbol) {
    underWay.remove(symbol);
    backoffs.remove(symbol);
    notifyAll();
  }

  /** History gave what it has; more is to be asked when the gap says. */
  synchronized void answered(Gap left) {
    closed(left.symbol());
    add(left);
  }

  /**
   * History did not answer, or not with what is missing.
   *
   * @param retryAfter before which it is not to be asked again
   * @return whether this is the first failure in a row
   */
  synchronized boolean failed(Gap left, Duration retryAfter) {
    Backoff before = backoffs.get(left.symbol());
    int failures = before == null ? 0 : Math.min(before.failures() + 1, MOST_DOUBLINGS);
    long pause = Math.max(FIRST_BACKOFF_NANOS << failures, retryAfter.toNanos());
    answered(left);
    backoffs.put(left.symbol(), new Backoff(clock.nanoTime() + pause, failures));
    return before == null;
  }

  private @Nullable String ready(Map<String, Gap> gaps) {
    for (Gap gap : gaps.values()) {
      if (!underWay.contains(gap.symbol()) && nanosUntil(gap) <= 0) {
        return gap.symbol();
      }
    }
    return null;
  }

  private long nanosUntil(Gap gap) {
    long now = clock.nanoTime();
    Backoff backoff = backoffs.get(gap.symbol());
    long wait = gap.due() - now;
    return backoff == null ? wait : Math.max(wait, backoff.until() - now);
  }

  /** Milliseconds until the first is due; zero, which is for ever, if there is none. */
  private long untilReady() {
    long nanos = Math.min(untilReady(visible), untilReady(doubtful));
    return nanos == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
  }

  private long untilReady(Map<String, Gap> gaps) {
    return gaps.values().stream()
        .filter(gap -> !underWay.contains(gap.symbol()))
        .mapToLong(this::nanosUntil)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
