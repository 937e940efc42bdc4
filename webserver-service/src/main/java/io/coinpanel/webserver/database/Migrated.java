package io.coinpanel.webserver.database;

import io.coinpanel.database.Schema;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database was there and its schema up to date. What needs the tables waits here, so
 * that the webserver starts without them.
 */
public final class Migrated {

  private static final Logger LOG = LoggerFactory.getLogger(Migrated.class);

  private final DataSource database;
  private final CountDownLatch done = new CountDownLatch(1);
  private boolean announced;

  public Migrated(DataSource database) {
    this.database = database;
  }

  /** Tries once; to be called until it no longer fails. */
  public void doWork() {
    if (!announced) {
      LOG.info("waiting for the database and its schema");
      announced = true;
    }
    Schema.migrate(database);
    LOG.info("the database is there and its schema up to date");
    done.countDown();
  }

  public boolean isTrue() {
    return done.getCount() == 0;
  }

  public void await() throws InterruptedException {
    done.await();
  }
}
