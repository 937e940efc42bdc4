package io.coinpanel.model;

import java.time.Duration;
import org.slf4j.Logger;

/**
 * Logs a failure that lasts: once when it begins, once when it ends, and at DEBUG in between; it
 * also says how long to wait before the next attempt. Any thread may use it.
 */
public final class OutageLog {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final int MOST_DOUBLINGS = 3;

  private final Logger log;
  private final String what;
  private volatile int failures;

  /**
   * Nothing has failed yet.
   *
   * @param what fails, as the subject of a sentence
   */
  public OutageLog(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /**
   * It failed, and is going to be tried again.
   *
   * @return how long to wait, longer each time up to 2 seconds
   */
  public synchronized Duration failed(Throwable failure) {
    if (failures == 0) {
      String firstLine = failure.toString().lines().findFirst().orElseThrow();
      log.warn("{} failed, trying again until it works: {}", what, firstLine);
    } else {
      log.debug("{} failed again", what, failure);
    }
    failures++;
    return FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
  }

  /** It works, which is logged if it did not before. */
  public void worked() {
    if (failures > 0) {
      end();
    }
  }

  private synchronized void end() {
    if (failures > 0) {
      log.info("{} works again after {} failures", what, failures);
      failures = 0;
    }
  }
}
