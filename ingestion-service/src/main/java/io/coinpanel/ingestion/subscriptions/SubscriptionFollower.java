package io.coinpanel.ingestion.subscriptions;

import io.coinpanel.ingestion.feed.Expiry;
import io.coinpanel.ingestion.feed.Feed;
import io.coinpanel.ingestion.feed.FeedClocks;
import io.coinpanel.ingestion.subscriptions.Subscriptions.Changes;
import io.coinpanel.ingestion.subscriptions.Subscriptions.InitialLoad;
import io.coinpanel.model.NotifyChannel;
import io.coinpanel.model.OutageLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the feed in sync with the subscription table. LISTEN wakes it, a snapshot query decides, so
 * nothing is missed whatever the commit order.
 */
public final class SubscriptionFollower implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFollower.class);
  private static final int POLL_MILLIS = 200;
  private static final long CLOCK_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long EXPIRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long PRICE_WATCH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final OutageLog outage = new OutageLog(LOG, "Reading subscriptions");
  private final Subscriptions subscriptions = new Subscriptions();
  private final DataSource database;
  private final Feed feed;
  private final FeedClocks feedClocks;
  private final long began;

  private volatile @Nullable Connection current;
  private String snapshot = "";
  private long nextExpiry;
  private long nextPriceWatches;

  /** The connections that the source opens must be new ones. */
  public SubscriptionFollower(DataSource database, Feed feed, FeedClocks feedClocks) {
    this.database = database;
    this.feed = feed;
    this.feedClocks = feedClocks;
    this.began = feedClocks.monotonic().nanoTime();
    this.nextExpiry = began;
    this.nextPriceWatches = began;
  }

  /**
   * Loads all live subscriptions into the feed, whose trade cursors are restored; {@link #run} goes
   * on from there.
   *
   * @param downtime downtime of the feed
   */
  public void load(Duration downtime) throws SQLException {
    try (Connection connection = open()) {
      subscriptions.reassignTransactionIds(connection);
      connection.commit();
      InitialLoad initialLoad = subscriptions.load(connection, feed::restore, feed::watch);
      pass(subscriptions.expiredSinceTheirCursor(connection), feed::restoreExpired);
      connection.commit();
      snapshot = initialLoad.snapshot();
      initialLoad
          .activeSince()
          .forEach((symbol, since) -> feed.restore(symbol, null, since, downtime));
    }
    feed.advanceSnapshot(snapshot);
  }

  /** Follows changes until the thread is interrupted. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (Connection connection = open()) {
        current = connection;
        prepare(connection);
        follow(connection);
      } catch (SQLException failure) {
        pause(outage.failed(failure));
      }
    }
  }

  /** Unblocks the following thread. */
  public void abort() {
    Connection breaking = current;
    if (breaking != null) {
      try {
        breaking.abort(Runnable::run);
      } catch (SQLException broken) {
        LOG.debug("Already broken", broken);
      }
    }
  }

  private Connection open() throws SQLException {
    Connection connection = database.getConnection();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * Changes are found by index, also in a table that is not analyzed yet, where the planner expects
   * a third of all rows.
   */
  private static void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      statement.execute("set jit = off");
      statement.execute("listen " + NotifyChannel.SUBSCRIPTION);
    }
    connection.commit();
  }

  private void follow(Connection connection) throws SQLException {
    PGConnection wakeup = connection.unwrap(PGConnection.class);
    while (!Thread.currentThread().isInterrupted()) {
      followOnce(connection);
      outage.recovered();
      wakeup.getNotifications(POLL_MILLIS);
    }
  }

  private void followOnce(Connection connection) throws SQLException {
    Changes changes = subscriptions.changes(connection, snapshot);
    List<Expiry> expired = expired(connection);
    List<String> priceWatches = priceWatches(connection);
    connection.commit();
    pass(changes.withdrawn(), feed::withdraw);
    pass(changes.active(), feed::update);
    pass(changes.pending(), feed::watch);
    pass(expired, feed::expire);
    pass(priceWatches, feed::watchPrices);
    if (!changes.snapshot().equals(snapshot)) {
      snapshot = changes.snapshot();
      feed.advanceSnapshot(snapshot);
    }
  }

  /**
   * Uses the exchange's clock, since finishing is irreversible and the local clock may be wrong;
   * does not wait long for it.
   */
  private List<Expiry> expired(Connection connection) throws SQLException {
    long now = feedClocks.monotonic().nanoTime();
    boolean timed = feedClocks.exchange().isKnown() || now - began > CLOCK_NANOS;
    if (!timed || now - nextExpiry < 0) {
      return List.of();
    }
    nextExpiry = now + EXPIRY_NANOS;
    Instant time = Instant.ofEpochMilli(feedClocks.exchange().millis());
    return subscriptions.expired(connection, time);
  }

  private List<String> priceWatches(Connection connection) throws SQLException {
    long now = feedClocks.monotonic().nanoTime();
    if (now - nextPriceWatches < 0) {
      return List.of();
    }
    nextPriceWatches = now + PRICE_WATCH_NANOS;
    return subscriptions.priceWatches(connection);
  }

  private static <T> void pass(List<T> some, Consumer<List<T>> receiver) {
    if (!some.isEmpty()) {
      receiver.accept(some);
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
