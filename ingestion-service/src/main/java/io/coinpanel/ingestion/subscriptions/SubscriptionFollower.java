package io.coinpanel.ingestion.subscriptions;

import io.coinpanel.ingestion.feed.Clocks;
import io.coinpanel.ingestion.feed.Feed;
import io.coinpanel.ingestion.subscriptions.Subscriptions.Loaded;
import io.coinpanel.ingestion.subscriptions.Subscriptions.Rows;
import io.coinpanel.model.Channel;
import io.coinpanel.model.OutageLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the feed at what the table of subscriptions says. LISTEN wakes it, a query by snapshot
 * decides, so nothing is missed whatever the order in which transactions began and committed.
 */
public final class SubscriptionFollower implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFollower.class);
  private static final int POLL_MILLIS = 200;
  private static final long CLOCK_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long EXPIRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final OutageLog outage = new OutageLog(LOG, "Reading subscriptions");
  private final Subscriptions subscriptions = new Subscriptions();
  private final DataSource database;
  private final Feed feed;
  private final Clocks clocks;
  private final long began;

  private volatile @Nullable Connection current;
  private String snapshot = "";
  private long nextExpiry;

  /** The connections that the source opens must be new ones. */
  public SubscriptionFollower(DataSource database, Feed feed, Clocks clocks) {
    this.database = database;
    this.feed = feed;
    this.clocks = clocks;
    this.began = clocks.monotonic().nanoTime();
    this.nextExpiry = began;
  }

  /**
   * Hands all live subscriptions to the feed, which has been told the last trades; {@link #run}
   * goes on from there.
   *
   * @param unfollowed for how long nobody has followed the feed
   */
  public void load(Duration unfollowed) throws SQLException {
    try (Connection connection = open()) {
      subscriptions.renumber(connection);
      connection.commit();
      Loaded loaded = subscriptions.load(connection, feed::restore, feed::watch);
      connection.commit();
      snapshot = loaded.snapshot();
      loaded
          .activeSince()
          .forEach((symbol, since) -> feed.restore(symbol, null, since, unfollowed));
    }
    feed.followed(snapshot);
  }

  /** Follows changes until the thread is interrupted. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (Connection connection = open()) {
        current = connection;
        listen(connection);
        follow(connection);
      } catch (SQLException failure) {
        pause(outage.failed(failure));
      }
    }
  }

  /** Breaks what the following thread is waiting for. */
  public void abort() {
    Connection breaking = current;
    if (breaking != null) {
      try {
        breaking.abort(Runnable::run);
      } catch (SQLException broken) {
        LOG.debug("It was broken already", broken);
      }
    }
  }

  private Connection open() throws SQLException {
    Connection connection = database.getConnection();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return connection;
  }

  private static void listen(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("listen " + Channel.SUBSCRIPTION);
    }
    connection.commit();
  }

  private void follow(Connection connection) throws SQLException {
    PGConnection wakeup = connection.unwrap(PGConnection.class);
    while (!Thread.currentThread().isInterrupted()) {
      step(connection);
      outage.worked();
      wakeup.getNotifications(POLL_MILLIS);
    }
  }

  private void step(Connection connection) throws SQLException {
    Rows changes = subscriptions.changes(connection, snapshot);
    expire(connection);
    connection.commit();
    if (!changes.no().isEmpty()) {
      feed.end(changes.no());
    }
    if (!changes.yes().isEmpty()) {
      feed.watch(changes.yes());
    }
    if (!changes.snapshot().equals(snapshot)) {
      snapshot = changes.snapshot();
      feed.followed(snapshot);
    }
  }

  /**
   * By the exchange's clock: ours may be an hour ahead, and a finished one is not restored. An
   * exchange that shows no time is not waited for long.
   */
  private void expire(Connection connection) throws SQLException {
    long now = clocks.monotonic().nanoTime();
    boolean timed = clocks.exchange().isKnown() || now - began > CLOCK_NANOS;
    if (timed && now - nextExpiry >= 0) {
      Instant time = Instant.ofEpochMilli(clocks.exchange().millis());
      feed.expire(subscriptions.expired(connection, time));
      nextExpiry = now + EXPIRY_NANOS;
    }
  }

  private static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
