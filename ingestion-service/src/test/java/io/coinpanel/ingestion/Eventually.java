package io.coinpanel.ingestion;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for a condition with a deadline. */
final class Eventually {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Eventually() {}

  static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions()
        .until(condition);
  }
}
