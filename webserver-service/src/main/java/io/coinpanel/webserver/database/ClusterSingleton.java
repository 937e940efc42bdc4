package io.coinpanel.webserver.database;

import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Runs cluster-wide maintenance in bounded transactions on one webserver at a time. */
public final class ClusterSingleton {

  private final JdbcClient database;
  private final TransactionOperations transactions;
  private final ClusterLock lock;

  public ClusterSingleton(
      JdbcClient database, TransactionOperations transactions, ClusterLock lock) {
    this.database = database;
    this.transactions = transactions;
    this.lock = lock;
  }

  /**
   * Runs steps, each in a transaction, unless another webserver is already running them.
   *
   * @param step returns whether there may be more to do
   */
  public void runAll(BooleanSupplier step) {
    boolean more = true;
    while (more) {
      more = Boolean.TRUE.equals(transactions.execute(status -> tryLock() && step.getAsBoolean()));
    }
  }

  private boolean tryLock() {
    return database
        .sql("select pg_try_advisory_xact_lock(?)")
        .param(lock.key())
        .query(Boolean.class)
        .single();
  }
}
