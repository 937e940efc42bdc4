package io.coinpanel.webserver.commit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source that can lose a commit or its response. */
public final class LossyCommitDataSource extends DelegatingDataSource {

  private enum Loss {
    NONE,
    ANSWER,
    COMMIT
  }

  private Loss next = Loss.NONE;

  public LossyCommitDataSource(DataSource database) {
    super(database);
  }

  public void loseNextAnswer() {
    next = Loss.ANSWER;
  }

  public void loseNextCommit() {
    next = Loss.COMMIT;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> call(connection, method, arguments));
  }

  private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
    Loss loss = method.getName().equals("commit") ? next : Loss.NONE;
    if (loss != Loss.NONE) {
      next = Loss.NONE;
    }
    if (loss == Loss.COMMIT) {
      throw lost();
    }
    try {
      Object answer = method.invoke(connection, arguments);
      if (loss == Loss.ANSWER) {
        throw lost();
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static SQLException lost() {
    return new SQLException("the database has gone", "08006");
  }
}
