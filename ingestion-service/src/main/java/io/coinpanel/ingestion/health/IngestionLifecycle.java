package io.coinpanel.ingestion.health;

import io.coinpanel.database.DatabaseStartup;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Starts work once the database is ready and stops with the application. */
public final class IngestionLifecycle implements SmartLifecycle {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);

  private final DatabaseStartup databaseStartup;
  private final Runnable work;
  private @Nullable Thread thread;
  private volatile boolean working;

  public IngestionLifecycle(DatabaseStartup databaseStartup, Runnable work) {
    this.databaseStartup = databaseStartup;
    this.work = work;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name("leadership").start(this::run);
  }

  private void run() {
    try {
      databaseStartup.await();
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
      // A migration blocked on an unresponsive database is aborted by its own close afterwards.
      if (working) {
        join(stopping);
      }
    }
  }

  private static void join(Thread stopping) {
    try {
      stopping.join(STOP_TIMEOUT);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
