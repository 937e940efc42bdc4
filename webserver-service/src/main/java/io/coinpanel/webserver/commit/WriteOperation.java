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
   * Whether it needs a transaction of its own: two operations that lock rows of one table, each in
   * the order of their ids, could deadlock with others if they shared one.
   */
  default boolean isAlone() {
    return false;
  }

  /**
   * Resolves changes whose commit response was lost, before anything else is stored: undoes them or
   * notifies the client of the outcome. The client got {@code unavailable} and still assumes the
   * previous state.
   */
  default void resolve(Connection database, List<R> answers) throws SQLException {}
}
