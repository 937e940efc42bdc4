package io.coinpanel.ingestion;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One term of leadership: its threads, which begin with it and all end when one of them does. */
final class Term implements AutoCloseable {

  private final List<Thread> threads = new ArrayList<>();
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
                  } catch (RuntimeException bug) {
                    fail(bug);
                  }
                });
    threads.add(thread);
    thread.start();
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
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
