package io.coinpanel.model;

import java.time.Duration;
import org.slf4j.Logger;

/**
 * Logs an outage once when it starts and once when it ends, and at DEBUG in between; also computes
 * the retry back-off. Any thread may use it.
 */
public final class OutageLog {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final int MAX_DOUBLINGS = 3;

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
   * Records a failure that will be retried.
   *
   * @return how long to wait, longer each time up to 2 seconds
   */
  public synchronized Duration failed(Throwable failure) {
    if (failures == 0) {
      String firstLine = failure.toString().lines().findFirst().orElseThrow();
      log.warn("{} failed, retrying: {}", what, firstLine);
    } else {
      log.debug("{} failed again", what, failure);
    }
    failures++;
    return FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
  }

  /** Records success; logs recovery after failures. */
  public void recovered() {
    if (failures > 0) {
      end();
    }
  }

  private synchronized void end() {
    if (failures > 0) {
      log.info("{} recovered after {} failures", what, failures);
      failures = 0;
    }
  }
}
