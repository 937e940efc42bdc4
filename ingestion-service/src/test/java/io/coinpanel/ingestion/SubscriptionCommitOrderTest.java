package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Concurrent and slow transactions of several webservers. */
class SubscriptionCommitOrderTest extends IngestionScenarioTest {

  @BeforeEach
  void follow() throws SQLException {
    rows.awaitActive(rows.subscribe("ethusdt", "cross", "1"));
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.dataSource().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static long insert(Connection connection, int threshold) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "insert into subscription"
                    + " (owner_id, symbol, condition, threshold, repeat, created_at)"
                    + " values (1, 'btcusdt', 'cross', "
                    + threshold
                    + ", 'every', now()) returning id")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void seesASubscriptionCommittedOutOfOrder() throws SQLException {
    try (Connection slow = transaction();
        Connection undecided = transaction();
        Connection quick = transaction()) {
      long first = insert(slow, 101);
      insert(undecided, 102);
      long second = insert(quick, 103);
      quick.commit();
      rows.awaitActive(second);
      long third = rows.subscribe("btcusdt", "cross", "104");
      rows.awaitActive(third);
      undecided.rollback();
      slow.commit();
      rows.awaitActive(first);
    }
    assertThat(rows.count("activation")).isEqualTo(4);
  }

  @Test
  void seesAnEndCommittedOutOfOrder() throws SQLException {
    long subscription = rows.subscribe("btcusdt", "cross", "100");
    rows.awaitActive(subscription);
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    try (Connection slow = transaction();
        var statement = slow.createStatement()) {
      statement.execute(
          "update subscription set ended_at = now(), ended_as = 'unsubscribed',"
              + " changed_in = pg_current_xact_id() where id = "
              + subscription);
      rows.awaitActive(rows.subscribe("btcusdt", "cross", "150"));
      slow.commit();
    }
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "101"));
    assertThat(rows.notifications(subscription)).isEmpty();
  }

  @Test
  void tradeAfterTheEndYieldsNoRowEvenBeforeTheFeedSeesTheEnd() throws SQLException {
    rows.awaitActive(rows.subscribe("btcusdt", "cross", "1"));
    exchange.publish("btcusdt", "99");
    for (int i = 0; i < 20; i++) {
      long subscription = rows.subscribe("btcusdt", "cross", "100");
      rows.awaitActive(subscription);
      rows.update(
          "update subscription set ended_at = now(), ended_as = 'unsubscribed',"
              + " changed_in = pg_current_xact_id() where id = "
              + subscription);
      rows.awaitTrade("btcusdt", exchange.publish("btcusdt", i % 2 == 0 ? "101" : "99"));
      assertThat(rows.notifications(subscription)).isEmpty();
    }
  }

  @Test
  void restoredRowsAreNotReportedAsNew() throws SQLException {
    long subscription = rows.subscribe("btcusdt", "cross", "100");
    rows.awaitActive(subscription);
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    ingestion.close();
    rows.update("update subscription set changed_in = '4000000000000'");
    ingestion = TestIngestion.start(database, exchange);
    rows.awaitActive(rows.subscribe("btcusdt", "cross", "200"));
    long up = exchange.publish("btcusdt", "101");
    rows.awaitTrade("btcusdt", up);
    assertThat(rows.notifications(subscription)).containsExactly(up + " 99 101 live");
  }
}
