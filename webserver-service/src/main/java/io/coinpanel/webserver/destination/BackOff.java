package io.coinpanel.webserver.destination;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When a destination is tried again after failures in a row, and when no more. */
final class BackOff {

  /** A destination that has only failed for this long is disabled. */
  private static final Duration LIMIT = Duration.ofDays(5);

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /** A pause is up to a fifth longer, so that many destinations of one host do not call at once. */
  private static final double JITTER = 0.2;

  private final RandomGenerator random;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The pause after that many failures in a row.
   *
   * @param failures at least one
   * @param retryAfter what the receiver asked for, which may be longer; null if it did not
   */
  Duration pause(int failures, @Nullable Duration retryAfter) {
    Duration usual = PAUSES.get(Math.min(failures, PAUSES.size()) - 1);
    Duration longest = PAUSES.getLast();
    Duration pause = usual;
    if (retryAfter != null && retryAfter.compareTo(usual) > 0) {
      pause = retryAfter.compareTo(longest) < 0 ? retryAfter : longest;
    }
    return pause.plusMillis((long) (usual.toMillis() * JITTER * random.nextDouble()));
  }

  /** Not after a few failures, however long ago the first one was: nobody may have tried since. */
  static boolean isExhausted(int failures, Instant failingSince, Instant now) {
    return failures >= PAUSES.size() && Duration.between(failingSince, now).compareTo(LIMIT) >= 0;
  }
}
