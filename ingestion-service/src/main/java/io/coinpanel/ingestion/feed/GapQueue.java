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
 * Symbols with gaps: visible ones first, one worker per symbol, none before it is due, failed ones
 * after their back-off. Thread-safe.
 */
final class GapQueue {

  private static final long FIRST_BACKOFF_NANOS = Duration.ofMillis(250).toNanos();
  private static final int MAX_DOUBLINGS = 5; // 8 seconds

  private final NanoClock clock;

  // Guarded by this.
  private final Map<String, Gap> confirmed = new LinkedHashMap<>();
  private final Map<String, Gap> inDoubt = new LinkedHashMap<>();
  private final Set<String> inProgress = new HashSet<>();
  private final Map<String, Backoff> backoffs = new HashMap<>();

  private record Backoff(long until, int failures) {}

  GapQueue(NanoClock clock) {
    this.clock = clock;
  }

  synchronized void add(Gap gap) {
    Gap before = null;
    if (gap.isConfirmed()) {
      inDoubt.remove(gap.symbol());
      before = confirmed.put(gap.symbol(), gap);
    } else if (!confirmed.containsKey(gap.symbol())) {
      before = inDoubt.put(gap.symbol(), gap);
    }
    // A gap is announced with every trade behind it.
    if (before == null || before.due() != gap.due()) {
      notifyAll();
    }
  }

  /**
   * Takes the next due symbol, blocking; must be followed by exactly one of the next three calls.
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
    String symbol = ready(confirmed);
    symbol = symbol == null ? ready(inDoubt) : symbol;
    if (symbol != null) {
      confirmed.remove(symbol);
      inDoubt.remove(symbol);
      inProgress.add(symbol);
    }
    return symbol;
  }

  /** The gap is closed. */
  synchronized void remove(String symbol) {
    inProgress.remove(symbol);
    backoffs.remove(symbol);
    notifyAll();
  }

  /** History was applied; the remaining gap is due later. */
  synchronized void requeue(Gap left) {
    remove(left.symbol());
    add(left);
  }

  /**
   * History did not respond or lacks the missing trades.
   *
   * @param retryAfter minimum delay before the next request
   * @return whether this is the first failure in a row
   */
  synchronized boolean retryLater(Gap left, Duration retryAfter) {
    Backoff before = backoffs.get(left.symbol());
    int failures = before == null ? 0 : Math.min(before.failures() + 1, MAX_DOUBLINGS);
    long pause = Math.max(FIRST_BACKOFF_NANOS << failures, retryAfter.toNanos());
    requeue(left);
    backoffs.put(left.symbol(), new Backoff(clock.nanoTime() + pause, failures));
    return before == null;
  }

  private @Nullable String ready(Map<String, Gap> gaps) {
    for (Gap gap : gaps.values()) {
      if (!inProgress.contains(gap.symbol()) && nanosUntil(gap) <= 0) {
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

  /** Milliseconds until the first is due; zero (wait forever) if there is none. */
  private long untilReady() {
    long nanos = Math.min(untilReady(confirmed), untilReady(inDoubt));
    return nanos == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
  }

  private long untilReady(Map<String, Gap> gaps) {
    return gaps.values().stream()
        .filter(gap -> !inProgress.contains(gap.symbol()))
        .mapToLong(this::nanosUntil)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
