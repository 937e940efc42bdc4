package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Symbols that were in a command the exchange refused, or never answered. The exchange refuses a
 * whole command because of one of its streams: what was refused is asked again in halves until the
 * bad stream stands alone. That one is halted, and tried again alone after a minute and then ever
 * more rarely, up to an hour. It outlives connections, since a refusal may close one.
 */
final class RefusedStreams {

  private static final long FIRST_PAUSE_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final long LONGEST_PAUSE_MILLIS = Duration.ofHours(1).toMillis();
  private static final int MOST_DOUBLINGS = 6;
  // Silence may be a lost command: it says less than a refusal.
  private static final int SILENCES_BEFORE_HALT = 3;

  private final Map<String, Refusal> refusals = new HashMap<>();

  /**
   * @param largest the most streams that its next command may have
   * @param failures how often it was refused or not answered when it stood alone
   */
  private record Refusal(int largest, int failures, long retryAt) {
    boolean isHalted() {
      return failures >= SILENCES_BEFORE_HALT;
    }
  }

  /** The most streams that a command with this one may have. */
  int largestCommand(String symbol) {
    Refusal refusal = refusals.get(symbol);
    return refusal == null ? Integer.MAX_VALUE : refusal.largest();
  }

  /** Whether the stream is not to be asked for now. */
  boolean isPaused(String symbol, long now) {
    Refusal refusal = refusals.get(symbol);
    return refusal != null && now < refusal.retryAt();
  }

  boolean isHalted(String symbol) {
    Refusal refusal = refusals.get(symbol);
    return refusal != null && refusal.isHalted();
  }

  /** A command was refused; answers the symbol that is halted from now on, if there is one. */
  Optional<String> refused(Collection<String> symbols, long now) {
    return failed(symbols, SILENCES_BEFORE_HALT, now);
  }

  /** A command had no effect and no answer; answers the symbol that is halted from now on. */
  Optional<String> unanswered(Collection<String> symbols, long now) {
    return failed(symbols, 0, now);
  }

  private Optional<String> failed(Collection<String> symbols, int least, long now) {
    int largest = (symbols.size() + 1) / 2;
    Optional<String> halted = Optional.empty();
    for (String symbol : symbols) {
      Refusal before = refusals.getOrDefault(symbol, new Refusal(largest, 0, now));
      Refusal after =
          symbols.size() == 1
              ? alone(Math.max(least, before.failures() + 1), now)
              : new Refusal(largest, before.failures(), before.retryAt());
      refusals.put(symbol, after);
      if (after.isHalted() && !before.isHalted()) {
        halted = Optional.of(symbol);
      }
    }
    return halted;
  }

  private static Refusal alone(int failures, long now) {
    int doublings = Math.min(failures - SILENCES_BEFORE_HALT, MOST_DOUBLINGS);
    long pause =
        doublings < 0 ? 0 : Math.min(FIRST_PAUSE_MILLIS << doublings, LONGEST_PAUSE_MILLIS);
    return new Refusal(1, failures, now + pause);
  }

  /** The exchange has the stream, or nobody wants it any more. */
  void forget(String symbol) {
    refusals.remove(symbol);
  }

  /** How many streams are halted. */
  int halted() {
    return (int) refusals.values().stream().filter(Refusal::isHalted).count();
  }
}
