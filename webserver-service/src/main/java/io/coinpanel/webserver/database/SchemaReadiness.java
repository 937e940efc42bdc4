package io.coinpanel.webserver.database;

import io.coinpanel.database.DatabaseStartup;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the schema is up to date. Everything that needs the tables waits here, so the webserver
 * can start without a database.
 */
public final class SchemaReadiness {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaReadiness.class);

  private final DatabaseStartup databaseStartup;
  private final CountDownLatch done = new CountDownLatch(1);

  public SchemaReadiness(DatabaseStartup databaseStartup) {
    this.databaseStartup = databaseStartup;
  }

  /** Blocks until it is ready. */
  public void doWork() throws InterruptedException {
    databaseStartup.await();
    LOG.info("the database is ready and its schema is up to date");
    done.countDown();
  }

  public boolean isReady() {
    return done.getCount() == 0;
  }

  /** Work that waits for it. */
  public BackgroundTask.Work before(BackgroundTask.Work work) {
    return () -> {
      done.await();
      work.run();
    };
  }
}
