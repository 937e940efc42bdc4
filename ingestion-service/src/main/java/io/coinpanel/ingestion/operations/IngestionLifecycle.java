package io.coinpanel.ingestion.operations;

import io.coinpanel.database.Preparation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Starts to work as soon as the database is there, and stops with the application. */
public final class IngestionLifecycle implements SmartLifecycle {

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Preparation preparation;
  private final Runnable work;
  private @Nullable Thread thread;
  private volatile boolean working;

  public IngestionLifecycle(Preparation preparation, Runnable work) {
    this.preparation = preparation;
    this.work = work;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name("leadership").start(this::run);
  }

  private void run() {
    try {
      preparation.await();
      working = true;
      work.run();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    Thread stopping = thread;
    thread = null;
    if (stopping != null) {
      stopping.interrupt();
      // A migration that waits for a silent database is broken by its own close, after this.
      if (working) {
        join(stopping);
      }
    }
  }

  private static void join(Thread stopping) {
    try {
      stopping.join(PATIENCE);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
