package io.coinpanel.ingestion.persistence;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * A database whose connection breaks at a commit on command, before or after the server executes
 * it.
 */
final class LossyCommitDatabase {

  private enum Next {
    NOTHING,
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  /** What happens while the line is broken. */
  interface Interruption {
    void happens() throws SQLException;
  }

  private volatile Next next = Next.NOTHING;
  private volatile Interruption interruption = () -> {};
  private volatile int lost;

  void loseNextCommit(boolean afterCommit) {
    next = afterCommit ? Next.AFTER_COMMIT : Next.BEFORE_COMMIT;
  }

  void onLoss(Interruption happens) {
    interruption = happens;
  }

  int lost() {
    return lost;
  }

  DataSource of(DataSource database) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          Object result = invoke(database, method, arguments);
          return result instanceof Connection connection ? of(connection) : result;
        };
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {DataSource.class}, handler);
  }

  private Connection of(Connection connection) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          Object result = invoke(connection, method, arguments);
          return result instanceof PreparedStatement statement && commits(arguments)
              ? of(statement, connection)
              : result;
        };
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }

  private static boolean commits(Object[] arguments) {
    return ((String) arguments[0]).endsWith("commit");
  }

  private PreparedStatement of(PreparedStatement commit, Connection connection) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          if (method.getName().equals("execute") && next != Next.NOTHING) {
            breakLine(commit, connection);
          }
          return invoke(commit, method, arguments);
        };
    return (PreparedStatement)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, handler);
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread commits
  private void breakLine(PreparedStatement commit, Connection connection) throws SQLException {
    Next now = next;
    next = Next.NOTHING;
    lost++;
    if (now == Next.AFTER_COMMIT) {
      commit.execute();
    }
    connection.close();
    interruption.happens();
    throw new SQLException("line broken " + now.name().toLowerCase(Locale.ROOT), "08006");
  }
}
