package io.coinpanel.webserver.commit;

import io.coinpanel.model.Channel;
import io.coinpanel.model.OutageLog;
import io.coinpanel.webserver.duty.Outages;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the changes of all clients, as many in one transaction as have come while the last one was
 * being committed: what a commit costs is shared by all who wait for it. One thread calls {@link
 * #doWork}; any number of clients wait for it.
 */
public final class GroupCommit {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int LARGEST = 2_000;
  private static final int ATTEMPTS = 5;
  private static final Duration DOUBT = Duration.ofSeconds(1);

  private final OutageLog outage = new OutageLog(LOG, "Storing clients' changes");
  private final DataSource database;
  private final DistributionSummary sizes;
  private final LinkedBlockingQueue<Order<?, ?>> orders = new LinkedBlockingQueue<>();

  /** Transactions whose commit was not answered. Only the working thread touches it. */
  private final List<Group<?, ?>> doubtful = new ArrayList<>();

  public GroupCommit(DataSource database, MeterRegistry metrics) {
    this.database = database;
    this.sizes =
        DistributionSummary.builder("coinpanel.webserver.commit.batch")
            .description("Changes in one transaction")
            .register(metrics);
  }

  /**
   * Waits until the change is committed.
   *
   * @throws UnavailableException if it was not, or if that is not known
   * @throws CompletionException if a bug has kept it from being stored
   */
  public <A, R> R commit(Step<A, R> step, A asked) {
    try {
      return submit(step, asked).join();
    } catch (CompletionException e) {
      if (Outages.isOutage(e)) {
        throw new UnavailableException("the database is away", e);
      }
      throw e;
    }
  }

  /**
   * Has the change committed.
   *
   * @return the answer, or why it is not known to be stored. What follows runs on the committing
   *     thread, so it must not wait.
   */
  public <A, R> CompletableFuture<R> submit(Step<A, R> step, A asked) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    orders.add(new Order<>(step, asked, answer));
    return answer;
  }

  /**
   * Waits for a change and commits it with all others that are there. While it is not known whether
   * earlier ones were committed, it finds that out every second until it is.
   */
  public void doWork() throws InterruptedException, SQLException {
    Order<?, ?> first =
        doubtful.isEmpty() ? orders.take() : orders.poll(DOUBT.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      resolveDoubtful();
      return;
    }
    List<Order<?, ?>> batch = new ArrayList<>();
    batch.add(first);
    orders.drainTo(batch, LARGEST - 1);
    commit(batch);
  }

  private void resolveDoubtful() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      resolveDoubtful(connection);
    } catch (SQLException | RuntimeException e) {
      if (!Outages.isOutage(e)) {
        throw e;
      }
      LOG.debug("it is not known yet whether earlier changes were committed", e);
    }
  }

  private void commit(List<Order<?, ?>> batch) {
    commit(batch, ATTEMPTS);
  }

  private void commit(List<Order<?, ?>> batch, int attempts) {
    try {
      transact(batch);
      outage.worked();
      sizes.record(batch.size());
    } catch (SQLException | RuntimeException e) {
      if (attempts > 1 && isOfClass(e, "40")) {
        commit(batch, attempts - 1);
      } else if (Outages.isOutage(e)) {
        outage.failed(e);
        batch.forEach(order -> order.answer().completeExceptionally(e));
      } else if (batch.size() > 1) {
        // One client's bad luck is not everybody's.
        batch.forEach(order -> commit(List.of(order)));
      } else {
        LOG.error("a change cannot be stored: {}", batch.getFirst().step(), e);
        batch.getFirst().answer().completeExceptionally(e);
      }
    }
  }

  /** SQL class 40 is a transaction to be tried again. */
  private static boolean isOfClass(Exception failure, String prefix) {
    return failure instanceof SQLException error
        && error.getSQLState() != null
        && error.getSQLState().startsWith(prefix);
  }

  private void transact(List<Order<?, ?>> batch) throws SQLException {
    List<Group<?, ?>> groups = Group.of(batch);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      resolveDoubtful(connection);
      for (Group<?, ?> group : groups) {
        group.execute(connection);
      }
      if (groups.stream().anyMatch(Group::changesSubscriptions)) {
        wakeIngestion(connection);
      }
      doubtful.addAll(groups);
      connection.commit();
    }
    doubtful.clear();
    groups.forEach(Group::complete);
  }

  private void resolveDoubtful(Connection connection) throws SQLException {
    for (Group<?, ?> group : doubtful) {
      group.resolve(connection);
    }
    if (!doubtful.isEmpty()) {
      connection.commit();
      doubtful.clear();
    }
  }

  private static void wakeIngestion(Connection connection) throws SQLException {
    try (PreparedStatement notify =
        connection.prepareStatement("select pg_notify(?, '') where " + Channel.HAS_ROOM)) {
      notify.setString(1, Channel.SUBSCRIPTION);
      notify.execute();
    }
  }
}
