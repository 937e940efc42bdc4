package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows committed after two cursors, in id order. Activations are read after notifications, so they
 * are at least as recent.
 */
record CommittedEvents(List<Notified> notified, List<Activated> activated) {

  // The driver sends both without waiting in between.
  private static final String NEWS = Notifications.NEW + ";" + Activations.NEW;

  /** Reads at most {@code limit} of each. */
  static CommittedEvents read(Connection database, long notification, long activation, int limit)
      throws SQLException {
    List<Notified> notified = new ArrayList<>();
    List<Activated> activated = new ArrayList<>();
    try (PreparedStatement statement = database.prepareStatement(NEWS)) {
      statement.setLong(1, notification);
      statement.setInt(2, limit);
      statement.setLong(3, activation);
      statement.setInt(4, limit);
      statement.execute();
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          notified.add(Notifications.notified(rows));
        }
      }
      statement.getMoreResults();
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          activated.add(Activations.activated(rows));
        }
      }
    }
    return new CommittedEvents(notified, activated);
  }
}
