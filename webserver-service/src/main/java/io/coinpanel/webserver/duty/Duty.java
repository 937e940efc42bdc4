package io.coinpanel.webserver.duty;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does one thing again and again on a thread of its own: when woken, at the latest after its
 * interval, and after a failure with growing pauses, for ever. The one door through which its
 * failures leave is its log.
 */
public final class Duty implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Duty.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

  private final String name;
  private final Duration interval;
  private final Duration shortest;
  private final Work work;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean running;
  private volatile Thread thread = new Thread();
  private final LongAdder bugs = new LongAdder();
  private volatile boolean broken;
  private int failures;
  private boolean buggy;

  /**
   * A duty that is not yet done.
   *
   * @param interval between two runs that nothing woke; zero if the work itself waits
   */
  public Duty(String name, Duration interval, Work work) {
    this(name, interval, Duration.ZERO, work);
  }

  /**
   * A duty that is not yet done.
   *
   * @param interval between two runs that nothing woke
   * @param shortest between two runs however often it is woken
   */
  public Duty(String name, Duration interval, Duration shortest, Work work) {
    this.name = name;
    this.interval = interval;
    this.shortest = shortest;
    this.work = work;
  }

  /** What is done; an exception means that it is to be tried again. */
  public interface Work {
    void run() throws Exception;
  }

  /** Runs it as soon as it can. */
  public void wake() {
    if (woken.availablePermits() == 0) {
      woken.release();
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
        pause(attempt());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Does the work once and returns how long to rest. */
  // An Error must not end the thread in silence: it is tried again, and until then not healthy.
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
      LOG.info("{} works again after {} failures", name, failures);
      failures = 0;
      buggy = false;
    }
  }

  /** Says so once, however often it fails after that; a bug that follows an outage is news. */
  private Duration fail(Throwable e) {
    boolean bug = !Outages.isOutage(e);
    if (bug) {
      bugs.increment();
    }
    if (bug && !buggy) {
      LOG.error("{} failed, which is a bug; trying again until it works", name, e);
    } else if (failures == 0) {
      String firstLine = e.toString().lines().findFirst().orElseThrow();
      LOG.warn("{} failed, trying again until it works: {}", name, firstLine);
    }
    LOG.debug("{} failed", name, e);
    buggy = bug;
    broken = broken || e instanceof Error;
    return pauseAfterFailure();
  }

  String name() {
    return name;
  }

  /** How often it failed for another reason than an outage. */
  long bugs() {
    return bugs.sum();
  }

  /** Whether an {@link Error} has ended its last attempt: what it keeps may be broken. */
  boolean isBroken() {
    return broken;
  }

  private Duration pauseAfterFailure() {
    Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    failures++;
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void pause(Duration length) throws InterruptedException {
    Thread.sleep(shortest);
    if (length.isPositive()) {
      boolean early = woken.tryAcquire(length.toMillis(), TimeUnit.MILLISECONDS);
      LOG.trace("{} goes on, woken: {}", name, early);
    }
    woken.drainPermits();
  }

  @Override
  public void stop() {
    running = false;
    Thread stopping = thread;
    stopping.interrupt();
    try {
      stopping.join(LONGEST_GOODBYE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All duties end at once: where the database does not answer, each takes its whole goodbye. */
  @Override
  public void stop(Runnable callback) {
    Thread.ofVirtual()
        .start(
            () -> {
              stop();
              callback.run();
            });
  }

  /** Below the default, so that what ends conversations can still use every duty. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 10_000;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
