package io.coinpanel.ingestion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one leadership: started together, stopped together when any of them ends. */
final class LeaderThreads implements AutoCloseable {

  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(3);
  private static final Logger LOG = LoggerFactory.getLogger(LeaderThreads.class);

  private final List<Thread> threads = new ArrayList<>();
  private final List<Runnable> interrupts = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /** Runs a task until leadership ends; leadership ends when the task does. */
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

  /** Registers an action that unblocks a stuck task at shutdown. */
  void onStuck(Runnable remedy) {
    interrupts.add(remedy);
  }

  /** Ends leadership because of a bug. */
  void fail(Throwable bug) {
    end.completeExceptionally(bug);
  }

  /** Blocks until leadership ends. */
  void await() throws InterruptedException {
    try {
      end.get();
    } catch (ExecutionException bug) {
      throw new IllegalStateException("a leader task failed", bug.getCause());
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      if (!join()) {
        interrupts.forEach(Runnable::run);
        if (!join()) {
          LOG.warn("Tasks of a former leader are stuck; without its lock they cannot commit");
        }
      }
    } catch (InterruptedException impatient) {
      interrupts.forEach(Runnable::run);
      Thread.currentThread().interrupt();
    }
  }

  private boolean join() throws InterruptedException {
    long end = System.nanoTime() + JOIN_TIMEOUT.toNanos();
    boolean all = true;
    for (Thread thread : threads) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      all &= thread.join(left.isNegative() ? Duration.ofMillis(1) : left);
    }
    return all;
  }
}
