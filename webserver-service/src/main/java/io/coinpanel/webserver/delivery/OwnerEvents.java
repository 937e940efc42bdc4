package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Rows of {@code owner_event} that a snapshot had not seen. They are followed by their
 * transactions, since ids are assigned before the commit.
 *
 * @param snapshot what the next read begins with
 */
record OwnerEvents(String snapshot, List<Row> rows) {

  /** Those that are new since a snapshot, which is both parameters. */
  static final String NEW =
      """
      select now.snapshot::text, event.owner_id, event.kind, event.subscription_id,
        event.notification_id
      from (select pg_current_snapshot() as snapshot) now
      left join owner_event event
        on event.changed_in >= pg_snapshot_xmin(?::pg_snapshot)
        and not pg_visible_in_snapshot(event.changed_in, ?::pg_snapshot)
      order by event.id
      """;

  record Row(long owner, String kind, long subscription, long notification) {}

  static OwnerEvents read(ResultSet row) throws SQLException {
    String snapshot = "";
    List<Row> rows = new ArrayList<>(0);
    while (row.next()) {
      snapshot = row.getString(1);
      if (row.getString(3) != null) {
        rows.add(new Row(row.getLong(2), row.getString(3), row.getLong(4), row.getLong(5)));
      }
    }
    return new OwnerEvents(snapshot, rows);
  }

  /** Those of some owners. */
  OwnerEvents of(LongPredicate owners) {
    return new OwnerEvents(
        snapshot, rows.stream().filter(row -> owners.test(row.owner())).toList());
  }

  /** The subscriptions that have changed. */
  List<Long> subscriptions() {
    return rows.stream()
        .filter(row -> row.kind().equals("subscription"))
        .map(Row::subscription)
        .distinct()
        .toList();
  }

  /**
   * What the rows say.
   *
   * @param states the subscriptions as they are now
   */
  List<Event> events(Map<Long, SubscriptionState> states) {
    return rows.stream().map(row -> event(row, states)).toList();
  }

  private static Event event(Row row, Map<Long, SubscriptionState> states) {
    return switch (row.kind()) {
      case "subscription" ->
          new Event.Changed(row.owner(), row.subscription(), states.get(row.subscription()));
      case "seen" -> new Event.SeenUpTo(row.owner(), row.notification());
      default -> new Event.CredentialsChanged(row.owner());
    };
  }
}
