package io.coinpanel.ingestion.leadership;

import io.coinpanel.model.OutageLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that are needed once, however many leaders there are: a leader runs them while it also
 * holds their session lock.
 */
public final class ClusterTasks implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterTasks.class);
  private static final long KEY = 0x636f696e_00000020L;
  private static final Duration RETRY = Duration.ofMillis(200);

  private final OutageLog outage = new OutageLog(LOG, "Acquiring the lock of cluster tasks");
  private final SessionLock lock;
  private final Map<String, Runnable> tasks;

  // Written by the running thread alone; others may only break it.
  private volatile @Nullable Connection held;

  /**
   * @param database opens a new connection each time
   * @param timeout idle timeout of the session that holds the lock
   * @param tasks by name; each runs until it is interrupted
   */
  public ClusterTasks(
      DataSource database, Duration timeout, InstantSource clock, Map<String, Runnable> tasks) {
    this.lock = new SessionLock(database, KEY, timeout, clock);
    this.tasks = tasks;
  }

  /** Runs the tasks whenever the lock can be had, until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(attempt());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the tasks if the lock is free, until it is lost; returns when to try again. */
  private Duration attempt() throws InterruptedException {
    try {
      Optional<Connection> acquired = lock.tryAcquire();
      if (acquired.isPresent()) {
        outage.recovered();
        runWhileHeld(acquired.get());
      }
      return RETRY;
    } catch (SQLException failure) {
      return outage.failed(failure);
    }
  }

  private void runWhileHeld(Connection connection) throws SQLException, InterruptedException {
    held = connection;
    try (connection;
        TaskGroup group = new TaskGroup()) {
      tasks.forEach(group::run);
      while (!group.await(lock.heartbeat())) {
        heartbeat(connection);
      }
    } finally {
      held = null;
    }
  }

  private static void heartbeat(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }

  /** Breaks the session, so that the running thread does not wait for the database. */
  public void abort() {
    Connection breaking = held;
    if (breaking != null) {
      try {
        breaking.abort(Runnable::run);
      } catch (SQLException broken) {
        LOG.debug("Already broken", broken);
      }
    }
  }
}
