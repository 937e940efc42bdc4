package io.coinpanel.webserver.commit;

import io.coinpanel.model.NotifyChannel;
import io.coinpanel.model.OutageLog;
import io.coinpanel.webserver.scheduling.OutageClassifier;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: stores all clients' changes that arrived during the previous commit in one
 * transaction, but for operations that need their own. One thread calls {@link #doWork}; any number
 * of clients wait for it.
 */
public final class GroupCommit {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int LARGEST = 2_000;

  /** Stands for all operations that share a transaction. */
  private static final Object SHARED = new Object();

  private static final int ATTEMPTS = 5;
  private static final Duration RESOLVE_INTERVAL = Duration.ofSeconds(1);

  private final OutageLog outage = new OutageLog(LOG, "Committing client changes");
  private final DataSource database;
  private final DistributionSummary sizes;
  private final boolean isPatient;
  private final LinkedBlockingQueue<PendingWrite<?, ?>> pending = new LinkedBlockingQueue<>();

  /** Transactions with an unknown outcome. Owned by the commit thread. */
  private final List<WriteGroup<?, ?>> uncertain = new ArrayList<>();

  public GroupCommit(DataSource database, MeterRegistry metrics) {
    this(database, metrics, false);
  }

  private GroupCommit(DataSource database, MeterRegistry metrics, boolean isPatient) {
    this.database = database;
    this.isPatient = isPatient;
    this.sizes =
        DistributionSummary.builder("coinpanel.webserver.commit.batch")
            .description("Changes in one transaction")
            .register(metrics);
  }

  /**
   * One for changes that cannot be asked for again: it tries again where rows stay locked, or no
   * connection is free.
   */
  public static GroupCommit patient(DataSource database, MeterRegistry metrics) {
    return new GroupCommit(database, metrics, true);
  }

  /**
   * Commits the change and waits.
   *
   * @throws UnavailableException if it was not committed or the outcome is unknown
   * @throws CompletionException if a bug prevented it
   */
  public <A, R> R commit(WriteOperation<A, R> operation, A asked) {
    return await(submit(operation, asked));
  }

  /** Waits for what was {@link #submit submitted}, with the exceptions of {@link #commit}. */
  public <R> R await(CompletableFuture<R> submitted) {
    try {
      return submitted.join();
    } catch (CompletionException e) {
      if (OutageClassifier.isOutage(e)) {
        throw new UnavailableException("the database is unavailable", e);
      }
      throw e;
    }
  }

  /**
   * Commits the change asynchronously.
   *
   * @return the result, or the failure. Continuations run on the commit thread and must not block.
   */
  public <A, R> CompletableFuture<R> submit(WriteOperation<A, R> operation, A asked) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    pending.add(new PendingWrite<>(operation, asked, answer));
    return answer;
  }

  /**
   * Waits for a change and commits it with all pending ones. While the outcome of earlier ones is
   * unknown, resolves that first, once a second.
   */
  public void doWork() throws InterruptedException, SQLException {
    PendingWrite<?, ?> first =
        uncertain.isEmpty()
            ? pending.take()
            : pending.poll(RESOLVE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      resolveUncertain();
      return;
    }
    List<PendingWrite<?, ?>> batch = new ArrayList<>();
    batch.add(first);
    pending.drainTo(batch, LARGEST - 1);
    transactions(batch).forEach(this::commit);
  }

  /** In the order in which each of their operations came first. */
  private static Collection<List<PendingWrite<?, ?>>> transactions(List<PendingWrite<?, ?>> batch) {
    return batch.stream()
        .collect(
            Collectors.groupingBy(
                write -> write.operation().needsOwnTransaction() ? write.operation() : SHARED,
                LinkedHashMap::new,
                Collectors.<PendingWrite<?, ?>>toList()))
        .values();
  }

  private void resolveUncertain() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      resolveUncertain(connection);
    } catch (SQLException | RuntimeException e) {
      if (!OutageClassifier.isOutage(e)) {
        throw e;
      }
      LOG.debug("the outcome of earlier changes is still unknown", e);
    }
  }

  private void commit(List<PendingWrite<?, ?>> batch) {
    commit(batch, ATTEMPTS);
  }

  private void commit(List<PendingWrite<?, ?>> batch, int attempts) {
    try {
      execute(batch);
      outage.recovered();
      sizes.record(batch.size());
    } catch (SQLException | RuntimeException e) {
      if (attempts > 1 && isWorthRetrying(e)) {
        commit(batch, attempts - 1);
      } else if (OutageClassifier.isOutage(e)) {
        outage.failed(e);
        batch.forEach(order -> order.result().completeExceptionally(e));
      } else if (batch.size() > 1) {
        // One client's failure must not affect the others.
        batch.forEach(order -> commit(List.of(order)));
      } else {
        LOG.error("cannot store a change: {}", batch.getFirst().operation(), e);
        batch.getFirst().result().completeExceptionally(e);
      }
    }
  }

  /** Class 40: retry the transaction. */
  private boolean isWorthRetrying(Exception failure) {
    String state = failure instanceof SQLException error ? error.getSQLState() : null;
    boolean isConflict = state != null && state.startsWith("40");
    return isConflict || (isPatient && isBusy(failure, state));
  }

  /** 55P03: a lock was waited for too long. Otherwise the pool had no connection to begin with. */
  private static boolean isBusy(Exception failure, @Nullable String state) {
    return "55P03".equals(state) || failure instanceof SQLTransientConnectionException;
  }

  private void execute(List<PendingWrite<?, ?>> batch) throws SQLException {
    List<WriteGroup<?, ?>> groups = WriteGroup.of(batch);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      resolveUncertain(connection);
      for (WriteGroup<?, ?> group : groups) {
        group.execute(connection);
      }
      if (groups.stream().anyMatch(WriteGroup::changesSubscriptions)) {
        notifyIngestion(connection);
      }
      uncertain.addAll(groups);
      connection.commit();
    }
    uncertain.clear();
    groups.forEach(WriteGroup::complete);
  }

  private void resolveUncertain(Connection connection) throws SQLException {
    for (WriteGroup<?, ?> group : uncertain) {
      group.resolve(connection);
    }
    if (!uncertain.isEmpty()) {
      connection.commit();
      uncertain.clear();
    }
  }

  private static void notifyIngestion(Connection connection) throws SQLException {
    try (PreparedStatement notify =
        connection.prepareStatement("select pg_notify(?, '') where " + NotifyChannel.HAS_ROOM)) {
      notify.setString(1, NotifyChannel.SUBSCRIPTION);
      notify.execute();
    }
  }
}
