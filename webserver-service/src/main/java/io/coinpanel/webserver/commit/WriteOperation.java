package io.coinpanel.webserver.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A write operation executed for many clients in one batch.
 *
 * @param <A> one client's request
 * @param <R> its result
 */
public interface WriteOperation<A, R> {

  /**
   * Executes the changes in the caller's transaction.
   *
   * @return one result per request, in order
   */
  List<R> execute(Connection database, List<A> asked) throws SQLException;

  /** Whether ingestion must be notified. */
  boolean changesSubscriptions();

  /**
   * Whether it shares no transaction with other operations. Two that each lock rows of one table in
   * the order of their ids would together lock out of order, and could deadlock.
   */
  default boolean needsOwnTransaction() {
    return false;
  }

  /**
   * Resolves changes whose commit response was lost, before anything else is stored: undoes them or
   * notifies the client of the outcome. The client got {@code unavailable} and still assumes the
   * previous state.
   */
  default void resolve(Connection database, List<R> answers) throws SQLException {}
}
