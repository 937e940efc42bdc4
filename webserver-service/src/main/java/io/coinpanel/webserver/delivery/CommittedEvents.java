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
 * Rows committed after the cursors of a sink. Activations are read after notifications, and changes
 * after both, so they are at least as recent.
 */
record CommittedEvents(List<Notified> notified, List<Activated> activated, OwnerEvents changed) {

  // The driver sends all without waiting in between.
  private static final String NEWS =
      String.join(";", Notifications.NEW, Activations.NEW, OwnerEvents.NEW);

  /** Reads at most {@code limit} notifications and activations. */
  static CommittedEvents read(Connection database, EventSink sink, int limit) throws SQLException {
    List<Notified> notified = new ArrayList<>();
    List<Activated> activated = new ArrayList<>();
    try (PreparedStatement statement = database.prepareStatement(NEWS)) {
      statement.setLong(1, sink.notificationCursor());
      statement.setInt(2, limit);
      statement.setLong(3, sink.activationCursor());
      statement.setInt(4, limit);
      statement.setString(5, sink.changeCursor());
      statement.setString(6, sink.changeCursor());
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
      statement.getMoreResults();
      try (ResultSet rows = statement.getResultSet()) {
        return new CommittedEvents(notified, activated, OwnerEvents.read(rows));
      }
    }
  }
}
