package io.coinpanel.ingestion.leadership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks of a leadership, each on a thread of its own: started together, and stopped together when
 * any of them ends.
 */
public final class TaskGroup implements AutoCloseable {

  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(3);
  private static final Logger LOG = LoggerFactory.getLogger(TaskGroup.class);

  private final List<Thread> threads = new ArrayList<>();
  private final List<Runnable> interrupts = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /** Starts a task; when it ends, so does the group. */
  public void run(String name, Runnable task) {
    Thread thread =
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .unstarted(
                () -> {
                  try {
                    task.run();
                    end.complete(null);
                  } catch (RuntimeException | Error bug) {
                    fail(bug);
                  }
                });
    threads.add(thread);
    thread.start();
  }

  /** Registers an action that unblocks a stuck task at shutdown. */
  public void onStuck(Runnable remedy) {
    interrupts.add(remedy);
  }

  /** Ends the group because of a bug. */
  public void fail(Throwable bug) {
    end.completeExceptionally(bug);
  }

  /** Waits until the group ends. */
  public void await() throws InterruptedException {
    try {
      end.get();
    } catch (ExecutionException bug) {
      throw failed(bug);
    }
  }

  /** Waits until the group ends, but no longer than this; returns whether it has ended. */
  boolean await(Duration atMost) throws InterruptedException {
    try {
      end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException running) {
      return false;
    } catch (ExecutionException bug) {
      throw failed(bug);
    }
  }

  private static IllegalStateException failed(ExecutionException bug) {
    return new IllegalStateException("a leader task failed", bug.getCause());
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
