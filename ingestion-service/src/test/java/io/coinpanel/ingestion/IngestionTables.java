package io.coinpanel.ingestion;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables, as a webserver would write them and a test would read them. */
final class IngestionTables implements AutoCloseable {

  private final Connection connection;

  IngestionTables(TestDatabase database) throws SQLException {
    connection = database.dataSource().getConnection();
    update(
        "insert into connection (id, token_hash, created_at, confirmed_id)"
            + " values (1, decode(repeat('00', 32), 'hex'), now(), 0)");
  }

  /** Inserts a subscription as soon as its symbol is listed, and returns its id. */
  long subscribe(String symbol, String condition, String threshold, String more)
      throws SQLException {
    Eventually.until(() -> count("symbol where name = '" + symbol + "'") == 1);
    return Long.parseLong(
        query(
                "insert into subscription (owner_id, symbol, condition, threshold, repeat,"
                    + " created_at, cooldown_seconds, expires_at) values (1, '"
                    + symbol
                    + "', '"
                    + condition
                    + "', "
                    + threshold
                    + ", "
                    + (more.isEmpty() ? "'every', now(), 0, null" : more)
                    + ") returning id")
            .getFirst());
  }

  long subscribe(String symbol, String condition, String threshold) throws SQLException {
    return subscribe(symbol, condition, threshold, "");
  }

  /** Inserts a subscription to every firing of a condition, in these columns. */
  long subscribeTo(String symbol, String columns, String values) throws SQLException {
    Eventually.until(() -> count("symbol where name = '" + symbol + "'") == 1);
    return Long.parseLong(
        query(
                "insert into subscription (owner_id, symbol, repeat, created_at,"
                    + " cooldown_seconds, %s) values (1, '%s', 'every', now(), 0, %s) returning id"
                        .formatted(columns, symbol, values))
            .getFirst());
  }

  void end(long subscription) throws SQLException {
    update(
        "update subscription set ended_at = now(), ended_as = 'unsubscribed',"
            + " changed_in = pg_current_xact_id() where id = "
            + subscription);
  }

  void awaitNone(String table) {
    Eventually.until(() -> count(table) == 0);
  }

  void awaitActive(long subscription) {
    Eventually.until(() -> count("activation where subscription_id = " + subscription) == 1);
  }

  void expire(long subscription) throws SQLException {
    update(
        "update subscription set revision = revision + 1, changed_in = pg_current_xact_id(),"
            + " expires_at = now() where id = "
            + subscription);
  }

  /** Waits until the feed has stored that it has seen a trade, or a later one. */
  void awaitTrade(String symbol, long tradeId) {
    Eventually.until(
        () -> count("last_trade where symbol = '" + symbol + "' and trade_id >= " + tradeId) == 1);
  }

  /** Notifications of a subscription in order: trade id, previous price, price, source. */
  List<String> notifications(long subscription) throws SQLException {
    return query(
        "select trade_id || ' ' || trim_scale(previous_price) || ' ' || trim_scale(price) || ' '"
            + " || source from notification where subscription_id = "
            + subscription
            + " order by id");
  }

  long count(String what) throws SQLException {
    return Long.parseLong(query("select count(*) from " + what).getFirst());
  }

  List<String> query(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  void update(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
