package io.coinpanel.webserver.database;

import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Work on the rows of all webservers, in bounded transactions, done by one of them at a time. */
public final class SoleWork {

  private final JdbcClient database;
  private final TransactionOperations transactions;
  private final long lock;

  /**
   * @param lock number of the advisory lock that stands for this work
   */
  public SoleWork(JdbcClient database, TransactionOperations transactions, long lock) {
    this.database = database;
    this.transactions = transactions;
    this.lock = lock;
  }

  /**
   * Does one step after the other, each in a transaction, unless another webserver is at it.
   *
   * @param step answers whether there may be more to do
   */
  public void doAll(BooleanSupplier step) {
    boolean more = true;
    while (more) {
      more = Boolean.TRUE.equals(transactions.execute(status -> isOurs() && step.getAsBoolean()));
    }
  }

  private boolean isOurs() {
    return database
        .sql("select pg_try_advisory_xact_lock(?)")
        .param(lock)
        .query(Boolean.class)
        .single();
  }
}
