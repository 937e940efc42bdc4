package io.coinpanel.ingestion.operations;

import io.coinpanel.database.Schema;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts to work as soon as the database is there, and stops with the application. */
public final class IngestionLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(IngestionLifecycle.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final DataSource database;
  private final Runnable work;
  private @Nullable Thread thread;
  private volatile boolean working;

  public IngestionLifecycle(DataSource database, Runnable work) {
    this.database = database;
    this.work = work;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name("leadership").start(this::run);
  }

  private void run() {
    try {
      migrate();
      working = true;
      work.run();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void migrate() throws InterruptedException {
    boolean said = false;
    while (true) {
      try {
        Schema.migrate(database);
        return;
      } catch (FlywayException failure) {
        if (!said) {
          LOG.warn("Waiting for the database, asking every {} ({})", RETRY, cause(failure));
          said = true;
        }
        Thread.sleep(RETRY);
      }
    }
  }

  /** The innermost message: Flyway's own ones repeat it over many lines. */
  private static @Nullable String cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  @Override
  public void stop() {
    Thread stopping = thread;
    thread = null;
    if (stopping != null) {
      stopping.interrupt();
      // A migration that waits for a silent database is broken by its pool, which closes after
      // this.
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
