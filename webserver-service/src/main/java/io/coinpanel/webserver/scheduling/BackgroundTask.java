package io.coinpanel.webserver.scheduling;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;

/**
 * Runs a task on its own thread, repeatedly or until it has succeeded: when woken, after its
 * interval, or with back-off after a failure. Failures are reported only here.
 */
public final class BackgroundTask implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundTask.class);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(5);
  private static final Duration MIN_PAUSE = Duration.ofMillis(100);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final String name;
  private final Duration interval;
  private final Duration shortest;
  private final boolean repeats;
  private final Work work;
  private final Semaphore wakeups = new Semaphore(0);
  private volatile boolean running;
  private volatile Thread thread = new Thread();
  private final LongAdder bugCount = new LongAdder();
  private volatile boolean broken;
  private int failures;
  private boolean failedByBug;

  /**
   * A task that is not started yet.
   *
   * @param interval interval between runs without wake-up; zero if the work itself blocks
   */
  public BackgroundTask(String name, Duration interval, Work work) {
    this(name, interval, Duration.ZERO, work);
  }

  /**
   * A task that is not started yet.
   *
   * @param interval interval between runs without wake-up
   * @param shortest minimum interval between runs
   */
  public BackgroundTask(String name, Duration interval, Duration shortest, Work work) {
    this(name, interval, shortest, true, work);
  }

  private BackgroundTask(
      String name, Duration interval, Duration shortest, boolean repeats, Work work) {
    this.name = name;
    this.interval = interval;
    this.shortest = shortest;
    this.repeats = repeats;
    this.work = work;
  }

  /** A task that is not started yet and ends once it has succeeded. */
  public static BackgroundTask once(String name, Work work) {
    return new BackgroundTask(name, Duration.ZERO, Duration.ZERO, false, work);
  }

  /** The task; an exception triggers a retry. */
  public interface Work {
    void run() throws Exception;
  }

  /** Runs the task as soon as possible. */
  public void wake() {
    if (wakeups.availablePermits() == 0) {
      wakeups.release();
    }
  }

  @Override
  public synchronized void start() {
    running = true;
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  private void run() {
    while (running) {
      try {
        Duration pause = attempt();
        if (!repeats && failures == 0) {
          return;
        }
        pause(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Runs the task once and returns the delay until the next run. */
  // An Error must not end the thread silently: the task is retried and unhealthy until it succeeds.
  private Duration attempt() throws InterruptedException {
    try {
      work.run();
      recover();
      return interval;
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      return running ? fail(e) : Duration.ZERO;
    }
  }

  private void recover() {
    broken = false;
    if (failures > 0) {
      LOG.info("{} recovered after {} failures", name, failures);
      failures = 0;
      failedByBug = false;
    }
  }

  /** Logs the first failure only; a bug after an outage is logged again. */
  private Duration fail(Throwable e) {
    boolean bug = !OutageClassifier.isOutage(e);
    if (bug) {
      bugCount.increment();
    }
    if (bug && !failedByBug) {
      LOG.error("{} failed (bug), retrying", name, e);
    } else if (failures == 0) {
      // What wraps it begins with the text of the statement.
      Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
      String firstLine = cause.toString().lines().findFirst().orElseThrow();
      LOG.warn("{} failed, retrying: {}", name, firstLine);
    }
    LOG.debug("{} failed", name, e);
    failedByBug = bug;
    broken = broken || e instanceof Error;
    return pauseAfterFailure();
  }

  String name() {
    return name;
  }

  /** Whether its thread is running. */
  boolean isAlive() {
    return thread.isAlive();
  }

  /** Number of failures that were not outages. */
  long bugCount() {
    return bugCount.sum();
  }

  /** Whether an {@link Error} ended the last run: its state may be inconsistent. */
  boolean isBroken() {
    return broken;
  }

  private Duration pauseAfterFailure() {
    Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    failures++;
    return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
  }

  private void pause(Duration length) throws InterruptedException {
    Thread.sleep(shortest);
    if (length.isPositive()) {
      boolean early = wakeups.tryAcquire(length.toMillis(), TimeUnit.MILLISECONDS);
      LOG.trace("{} continues, woken: {}", name, early);
    }
    wakeups.drainPermits();
  }

  @Override
  public void stop() {
    running = false;
    Thread stopping = thread;
    stopping.interrupt();
    try {
      stopping.join(STOP_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tasks stop concurrently: with an unresponsive database each takes its full stop timeout. */
  @Override
  public void stop(Runnable callback) {
    Thread.ofVirtual()
        .start(
            () -> {
              stop();
              callback.run();
            });
  }

  /** Below the default, so that graceful shutdown can still use every task. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 10_000;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
