package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Symbols of rejected or unanswered commands. One bad stream rejects a whole command, so rejected
 * commands are bisected until the bad stream is isolated. It is halted and retried alone with a
 * back-off of one minute to one hour. Outlives connections, since a rejection may close one.
 */
final class RejectedStreams {

  private static final long FIRST_PAUSE_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final long MAX_PAUSE_MILLIS = Duration.ofHours(1).toMillis();
  private static final int MAX_DOUBLINGS = 6;
  // No response may mean a lost command; weaker evidence than a rejection.
  private static final int TIMEOUTS_BEFORE_HALT = 3;

  private final Map<String, Rejection> rejections = new HashMap<>();

  /**
   * @param largest the most streams that its next command may have
   * @param failures rejections or timeouts when requested alone
   */
  private record Rejection(int largest, int failures, long retryAt) {
    boolean isHalted() {
      return failures >= TIMEOUTS_BEFORE_HALT;
    }
  }

  /** The most streams that a command with this one may have. */
  int maxStreamsPerCommand(String symbol) {
    Rejection rejection = rejections.get(symbol);
    return rejection == null ? Integer.MAX_VALUE : rejection.largest();
  }

  /** Whether the stream must not be requested now. */
  boolean isPaused(String symbol, long now) {
    Rejection rejection = rejections.get(symbol);
    return rejection != null && now < rejection.retryAt();
  }

  boolean isHalted(String symbol) {
    Rejection rejection = rejections.get(symbol);
    return rejection != null && rejection.isHalted();
  }

  /** A command was rejected; returns the symbol halted by this, if any. */
  Optional<String> rejected(Collection<String> symbols, long now) {
    return failed(symbols, TIMEOUTS_BEFORE_HALT, now);
  }

  /** A command timed out without effect; returns the symbol halted by this, if any. */
  Optional<String> unanswered(Collection<String> symbols, long now) {
    return failed(symbols, 0, now);
  }

  private Optional<String> failed(Collection<String> symbols, int least, long now) {
    int largest = (symbols.size() + 1) / 2;
    Optional<String> halted = Optional.empty();
    for (String symbol : symbols) {
      Rejection before = rejections.getOrDefault(symbol, new Rejection(largest, 0, now));
      Rejection after =
          symbols.size() == 1
              ? rejectedAlone(Math.max(least, before.failures() + 1), now)
              : new Rejection(largest, before.failures(), before.retryAt());
      rejections.put(symbol, after);
      if (after.isHalted() && !before.isHalted()) {
        halted = Optional.of(symbol);
      }
    }
    return halted;
  }

  private static Rejection rejectedAlone(int failures, long now) {
    int doublings = Math.min(failures - TIMEOUTS_BEFORE_HALT, MAX_DOUBLINGS);
    long pause = doublings < 0 ? 0 : Math.min(FIRST_PAUSE_MILLIS << doublings, MAX_PAUSE_MILLIS);
    return new Rejection(1, failures, now + pause);
  }

  /** The stream is confirmed or no longer needed. */
  void forget(String symbol) {
    rejections.remove(symbol);
  }

  /** How many streams are halted. */
  int halted() {
    return (int) rejections.values().stream().filter(Rejection::isHalted).count();
  }
}
