package io.coinpanel.webserver.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * One kind of change, done for many clients at once.
 *
 * @param <A> what one client asks for
 * @param <R> what it is answered
 */
public interface Step<A, R> {

  /**
   * Does the changes within the caller's transaction.
   *
   * @return one answer for each question, in their order
   */
  List<R> execute(Connection database, List<A> asked) throws SQLException;

  /** Whether ingestion has to hear of it. */
  boolean changesSubscriptions();

  /**
   * Undoes, in a transaction of its own, what may have been stored although its commit was not
   * answered: the client was told that nothing was.
   */
  default void undo(Connection database, List<R> answers) throws SQLException {}
}
