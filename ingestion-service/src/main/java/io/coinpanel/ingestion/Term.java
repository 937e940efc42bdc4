package io.coinpanel.ingestion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One term of leadership: its threads, which begin with it and all end when one of them does. */
final class Term implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Logger LOG = LoggerFactory.getLogger(Term.class);

  private final List<Thread> threads = new ArrayList<>();
  private final List<Runnable> breaks = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /** Runs a duty until the term ends; the term ends with the duty. */
  void run(String name, Runnable duty) {
    Thread thread =
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .unstarted(
                () -> {
                  try {
                    duty.run();
                    end.complete(null);
                  } catch (RuntimeException | Error bug) {
                    fail(bug);
                  }
                });
    threads.add(thread);
    thread.start();
  }

  /** What to do at the end if a duty waits for something that does not come. */
  void onStuck(Runnable remedy) {
    breaks.add(remedy);
  }

  /** Ends the term because of a bug. */
  void fail(Throwable bug) {
    end.completeExceptionally(bug);
  }

  /** Waits for the end of the term. */
  void await() throws InterruptedException {
    try {
      end.get();
    } catch (ExecutionException bug) {
      throw new IllegalStateException("a duty of the leader failed", bug.getCause());
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      if (!join()) {
        breaks.forEach(Runnable::run);
        if (!join()) {
          LOG.warn("Duties of a former leader hang; without its lock they can store nothing");
        }
      }
    } catch (InterruptedException impatient) {
      breaks.forEach(Runnable::run);
      Thread.currentThread().interrupt();
    }
  }

  private boolean join() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean all = true;
    for (Thread thread : threads) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      all &= thread.join(left.isNegative() ? Duration.ofMillis(1) : left);
    }
    return all;
  }
}
