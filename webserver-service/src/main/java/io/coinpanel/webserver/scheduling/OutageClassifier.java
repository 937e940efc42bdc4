package io.coinpanel.webserver.scheduling;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.hibernate.TransactionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Classifies failures as transient outages; everything else is a bug. */
public final class OutageClassifier {

  /**
   * Classes of SQLSTATE: no connection, invalid transaction, rolled back, out of resources, object
   * in use or locked, operator intervention, system error.
   */
  private static final Set<String> CLASSES = Set.of("08", "25", "40", "53", "55", "57", "58");

  private OutageClassifier() {}

  /** Whether it was caused by a transient external failure. */
  public static boolean isOutage(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> false;
      case Error _ -> false;
      case SQLTransientException _ -> true;
      case SQLRecoverableException _ -> true;
      case SQLNonTransientConnectionException _ -> true;
      case SQLException error -> isOutage(error.getSQLState()) || isOutage(error.getCause());
      case IOException _ -> true;
      case DataAccessResourceFailureException _ -> true;
      case TransientDataAccessException _ -> true;
      case CannotCreateTransactionException _ -> true;
      case TransactionSystemException _ -> true;
      // Its cause may say no more than that the connection is closed, without a state.
      case TransactionException _ -> true;
      case Throwable other -> isOutage(other.getCause());
    };
  }

  private static boolean isOutage(@Nullable String state) {
    return state != null && state.length() == 5 && CLASSES.contains(state.substring(0, 2));
  }
}
