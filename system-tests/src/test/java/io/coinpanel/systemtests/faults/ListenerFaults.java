package io.coinpanel.systemtests.faults;

import io.coinpanel.model.NotifyChannel;
import java.sql.SQLException;
import java.time.Duration;

/** Listeners that do not take what they are notified of, so that the queue of NOTIFY fills. */
final class ListenerFaults {

  private static final String FILL = "select pg_notify('other', repeat('x', 7900))";

  private ListenerFaults() {}

  /** The backend of a listener is stopped. */
  static void stop(FaultEnvironment faultEnvironment) throws Exception {
    DatabaseSession listener = listener(faultEnvironment);
    long backend = Long.parseLong(listener.execute("select pg_backend_pid()").getFirst());
    faultEnvironment.postgres().signalBackend(backend, "STOP");
    RepeatedAction filling = fill(faultEnvironment);
    faultEnvironment.later(
        2 * faultEnvironment.millis(),
        () -> {
          filling.end();
          faultEnvironment.postgres().signalBackend(backend, "CONT");
          listener.close();
        });
  }

  /** A listener reads its notifications only between transactions, and its transaction is long. */
  static void keepInTransaction(FaultEnvironment faultEnvironment) throws Exception {
    DatabaseSession listener = listener(faultEnvironment).begin();
    listener.execute("select count(*) from symbol");
    RepeatedAction filling = fill(faultEnvironment);
    faultEnvironment.later(
        2 * faultEnvironment.millis(),
        () -> {
          filling.end();
          listener.close();
        });
  }

  private static DatabaseSession listener(FaultEnvironment faultEnvironment) throws SQLException {
    DatabaseSession listener = DatabaseSession.superuser(faultEnvironment);
    listener.execute("listen " + NotifyChannel.NOTIFICATION);
    return listener;
  }

  /** Keeps the queue full. */
  private static RepeatedAction fill(FaultEnvironment faultEnvironment) {
    DatabaseSession filling = DatabaseSession.superuser(faultEnvironment);
    return RepeatedAction.every(Duration.ofMillis(1), () -> filling.execute(FILL));
  }
}
