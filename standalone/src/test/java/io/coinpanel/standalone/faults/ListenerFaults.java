package io.coinpanel.standalone.faults;

import io.coinpanel.model.Channel;
import java.sql.SQLException;
import java.time.Duration;

/** Listeners that do not take what they are notified of, so that the queue of NOTIFY fills. */
final class ListenerFaults {

  private static final String FILL = "select pg_notify('other', repeat('x', 7900))";

  private ListenerFaults() {}

  /** The backend of a listener is stopped. */
  static void stop(Stage stage) throws Exception {
    Session listener = listener(stage);
    long backend = Long.parseLong(listener.execute("select pg_backend_pid()").getFirst());
    stage.postgres().signalBackend(backend, "STOP");
    Repeated filling = fill(stage);
    stage.later(
        2 * stage.millis(),
        () -> {
          filling.end();
          stage.postgres().signalBackend(backend, "CONT");
          listener.close();
        });
  }

  /** A listener reads its notifications only between transactions, and its transaction is long. */
  static void keepInTransaction(Stage stage) throws Exception {
    Session listener = listener(stage).begin();
    listener.execute("select count(*) from symbol");
    Repeated filling = fill(stage);
    stage.later(
        2 * stage.millis(),
        () -> {
          filling.end();
          listener.close();
        });
  }

  private static Session listener(Stage stage) throws SQLException {
    Session listener = Session.superuser(stage);
    listener.execute("listen " + Channel.NOTIFICATION);
    return listener;
  }

  /** Keeps the queue full. */
  private static Repeated fill(Stage stage) {
    Session filling = Session.superuser(stage);
    return Repeated.every(Duration.ofMillis(1), () -> filling.execute(FILL));
  }
}
