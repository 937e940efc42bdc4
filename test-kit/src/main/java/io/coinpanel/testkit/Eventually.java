package io.coinpanel.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for a condition, with a deadline. A condition that throws is not met yet. */
public final class Eventually {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final long FIRST_PAUSE_NANOS = 1_000_000;
  private static final long LONGEST_PAUSE_NANOS = 50_000_000;

  private Eventually() {}

  /** Assertions that may fail at first. */
  public interface Assertions {
    void check() throws Exception;
  }

  public static void until(Callable<Boolean> condition) {
    until("the condition", condition);
  }

  public static void until(String what, Callable<Boolean> condition) {
    within(DEADLINE, what, condition);
  }

  public static void within(Duration deadline, Callable<Boolean> condition) {
    within(deadline, "the condition", condition);
  }

  /** Fails if the condition is not met before the deadline, with what it threw last. */
  public static void within(Duration deadline, String what, Callable<Boolean> condition) {
    long end = System.nanoTime() + deadline.toNanos();
    long pause = FIRST_PAUSE_NANOS;
    Throwable failure = null;
    while (true) {
      try {
        if (condition.call()) {
          return;
        }
        failure = null;
      } catch (Exception | AssertionError notYet) {
        failure = notYet;
      }
      if (System.nanoTime() - end > 0) {
        throw tooLate(deadline, what, failure);
      }
      pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
  }

  /** Waits until none of the assertions fails. */
  public static void passes(Assertions assertions) {
    passes(DEADLINE, assertions);
  }

  /** Waits until none of the assertions fails, at most this long. */
  public static void passes(Duration deadline, Assertions assertions) {
    within(
        deadline,
        "the assertions",
        () -> {
          assertions.check();
          return true;
        });
  }

  /** Waits until there is a value, and returns it. */
  public static <T> T present(Callable<Optional<T>> value) {
    AtomicReference<Optional<T>> last = new AtomicReference<>(Optional.empty());
    until(
        "a value",
        () -> {
          last.set(value.call());
          return last.get().isPresent();
        });
    return last.get().orElseThrow();
  }

  private static AssertionError tooLate(
      Duration deadline, String what, @Nullable Throwable failure) {
    String reason = failure == null ? "" : ": " + failure.getMessage();
    return new AssertionError("not within " + deadline + ": " + what + reason, failure);
  }

  private static void pause(long nanos) {
    LockSupport.parkNanos(nanos);
    if (Thread.interrupted()) {
      throw new AssertionError("interrupted while waiting");
    }
  }
}
