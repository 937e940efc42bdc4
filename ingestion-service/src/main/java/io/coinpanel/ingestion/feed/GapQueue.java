package io.coinpanel.ingestion.feed;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Symbols with gaps: visible ones first, each at one worker at a time, and those that failed not
 * before their time. Thread-safe.
 */
final class GapQueue {

  private static final long FIRST_WAIT_MILLIS = 250;
  private static final int MOST_DOUBLINGS = 5; // 8 seconds

  private final InstantSource clock;

  // Guarded by this.
  private final Set<String> visible = new LinkedHashSet<>();
  private final Set<String> doubtful = new LinkedHashSet<>();
  private final Set<String> underWay = new HashSet<>();
  private final Map<String, Wait> waits = new HashMap<>();

  private record Wait(long until, int failures) {}

  GapQueue(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(Gap gap) {
    if (gap.isVisible()) {
      doubtful.remove(gap.symbol());
      visible.add(gap.symbol());
    } else if (!visible.contains(gap.symbol())) {
      doubtful.add(gap.symbol());
    }
    notifyAll();
  }

  /** The next symbol to look at, as soon as there is one; it comes back by {@link #done}. */
  synchronized String take() throws InterruptedException {
    while (true) {
      String symbol = ready(visible);
      symbol = symbol == null ? ready(doubtful) : symbol;
      if (symbol != null) {
        visible.remove(symbol);
        doubtful.remove(symbol);
        underWay.add(symbol);
        return symbol;
      }
      wait(untilReady());
    }
  }

  /** A worker is done with a symbol, or has left a gap that is to be tried again later. */
  synchronized void done(String symbol, Optional<Gap> left) {
    underWay.remove(symbol);
    Wait before = waits.remove(symbol);
    if (left.isPresent()) {
      int failures = before == null ? 0 : Math.min(before.failures() + 1, MOST_DOUBLINGS);
      waits.put(symbol, new Wait(clock.millis() + (FIRST_WAIT_MILLIS << failures), failures));
      add(left.get());
    }
    notifyAll();
  }

  private @Nullable String ready(Set<String> symbols) {
    long now = clock.millis();
    for (String symbol : symbols) {
      Wait wait = waits.get(symbol);
      if (!underWay.contains(symbol) && (wait == null || wait.until() <= now)) {
        return symbol;
      }
    }
    return null;
  }

  /** Milliseconds until the first wait is over; zero, which is for ever, if there is none. */
  private long untilReady() {
    long now = clock.millis();
    return waits.entrySet().stream()
        .filter(wait -> visible.contains(wait.getKey()) || doubtful.contains(wait.getKey()))
        .filter(wait -> !underWay.contains(wait.getKey()))
        .mapToLong(wait -> Math.max(1, wait.getValue().until() - now))
        .min()
        .orElse(0);
  }
}
