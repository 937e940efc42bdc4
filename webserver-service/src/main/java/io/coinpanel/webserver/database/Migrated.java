package io.coinpanel.webserver.database;

import io.coinpanel.database.Preparation;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database was there and its schema up to date. What needs the tables waits here, so
 * that the webserver starts without them.
 */
public final class Migrated {

  private static final Logger LOG = LoggerFactory.getLogger(Migrated.class);

  private final Preparation preparation;
  private final CountDownLatch done = new CountDownLatch(1);

  public Migrated(Preparation preparation) {
    this.preparation = preparation;
  }

  /** Waits until it is so. */
  public void doWork() throws InterruptedException {
    preparation.await();
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
