package io.coinpanel.ingestion.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class QuietStatesTest {

  private TestDatabase database;
  private JdbcClient rows;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    rows = JdbcClient.create(database.dataSource());
  }

  @AfterEach
  void drop() {
    database.close();
  }

  /** A symbol with a state that stands at one trade, and its trade cursor at another. */
  private void symbol(String name, long stateTrade, long lastTrade) {
    rows.sql(
            "insert into symbol (name, base_asset, quote_asset, trading, refreshed_at)"
                + " values (?, 'A', 'B', true, now())")
        .param(name)
        .update();
    rows.sql("insert into last_trade (symbol, trade_id, price, trade_time) values (?, ?, 1, now())")
        .params(name, lastTrade)
        .update();
    rows.sql(
            "insert into matching_state"
                + " (symbol, trade_id, price, trade_time, notification_id, state)"
                + " values (?, ?, 1, now(), 5, '')")
        .params(name, stateTrade)
        .update();
  }

  private void notification(long id) {
    rows.sql(
            "insert into notification (id, subscription_id, owner_id, trade_id, price,"
                + " previous_price, trade_time, created_at, source)"
                + " values (?, 1, 1, 1, 2, 1, now(), now(), 'live')")
        .param(id)
        .update();
  }

  private Map<String, Long> standAt() {
    Map<String, Long> states = new TreeMap<>();
    rows.sql("select symbol, notification_id from matching_state")
        .query(
            row -> {
              states.put(row.getString(1), row.getLong(2));
            });
    return states;
  }

  @Test
  void onlyStatesOfSymbolsWithoutTradesSinceAreAdvanced() {
    symbol("quiet", 70, 70);
    symbol("traded", 70, 71);
    notification(20_000);
    assertThat(new QuietStates(rows).advance()).isOne();
    assertThat(standAt()).isEqualTo(Map.of("quiet", 20_000L, "traded", 5L));
  }

  @Test
  void fewNotificationsAreNoReasonToWrite() {
    symbol("quiet", 70, 70);
    assertThat(new QuietStates(rows).advance()).isZero();
    notification(1_000);
    assertThat(new QuietStates(rows).advance()).isZero();
  }
}
