package io.coinpanel.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A database that was restored from an older dump: ids and transaction numbers given since then are
 * unknown, but clients may remember them.
 */
public final class RestoredDatabase {

  // The lock that a leading ingestion holds ("coin").
  private static final String IS_IDLE = "select pg_try_advisory_xact_lock(1668245870)";

  // More ids than can have been given since the dump; there is room for millions of restores.
  private static final String ADVANCE_IDS =
      """
      select setval(
        format('%I.%I', schemaname, sequencename)::regclass,
        coalesce(last_value, 0) + 1099511627776)
      from pg_sequences
      where schemaname = current_schema() and data_type = 'bigint'::regtype
      """;
  // What a client remembers of the notifications since the dump is before the next one.
  private static final String DROP_EARLIER_NOTIFICATIONS =
      """
      update owner
      set dropped_id = last_value
      from pg_sequences
      where
        format('%I.%I', schemaname, sequencename)::regclass
          = pg_get_serial_sequence('notification', 'id')::regclass
      """;
  // Of a server that may have counted further than this one.
  private static final String REASSIGN_TRANSACTIONS =
      """
      delete from owner_event;
      update subscription
      set changed_in = pg_current_xact_id()
      where changed_in > pg_current_xact_id();
      update symbol_feed
      set changed_in = pg_current_xact_id()
      where changed_in > pg_current_xact_id()
      """;

  private RestoredDatabase() {}

  /**
   * Makes sure that no id is given twice and that a resume from before is known to be incomplete.
   * By the schema's owner, while no service runs.
   *
   * @throws IllegalStateException if ingestion runs
   */
  public static void advance(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try (var idle = statement.executeQuery(IS_IDLE)) {
        idle.next();
        if (!idle.getBoolean(1)) {
          throw new IllegalStateException("ingestion is running: stop all services first");
        }
      }
      statement.execute(ADVANCE_IDS);
      statement.execute(DROP_EARLIER_NOTIFICATIONS);
      statement.execute(REASSIGN_TRANSACTIONS);
      connection.commit();
    }
  }
}
