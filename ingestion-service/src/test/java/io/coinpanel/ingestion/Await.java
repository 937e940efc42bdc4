package io.coinpanel.ingestion;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for a condition, and fails when it does not come true in time. */
final class Await {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Await() {}

  static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions()
        .until(condition);
  }
}
