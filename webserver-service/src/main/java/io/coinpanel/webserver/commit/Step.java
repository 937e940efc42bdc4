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
   * Settles what may have been stored although its commit was not answered, before anything else is
   * stored: undoes it, or has the client told what came of it. The client was told that this is not
   * known, and remembers what was before.
   */
  default void resolve(Connection database, List<R> answers) throws SQLException {}
}
