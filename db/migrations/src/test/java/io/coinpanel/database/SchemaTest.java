package io.coinpanel.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

  private static final String CONNECTION =
      "insert into connection (id, token_hash, created_at, confirmed_id)"
          + " values (1, decode(repeat('00', 32), 'hex'), now(), 0)";
  private static final String SYMBOL =
      "insert into symbol values ('btcusdt', 'BTC', 'USDT', true, now())";
  private static final String SUBSCRIPTION =
      "insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at)"
          + " values (1, 'btcusdt', 'above', %s, 'every', now())";
  private static final String NOTIFICATION =
      "insert into notification (subscription_id, owner_id, trade_id, price, previous_price,"
          + " trade_time, created_at, source)"
          + " values (1, 1, 7, 2, 1, timestamptz '2026-01-01 00:00Z', now(), '%s')";

  private TestDatabase database;

  @BeforeEach
  void create() throws SQLException {
    database = TestDatabase.migrated();
    run(CONNECTION);
    run(SYMBOL);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void migratingAgainKeepsTheRows() throws SQLException {
    Schema.migrate(database.dataSource());
    assertThat(ask("select name from symbol")).isEqualTo("btcusdt");
  }

  @Test
  void refusesASchemaOfAnotherLineOfVersionsAndLeavesIt() throws SQLException {
    run("update flyway_schema_history set checksum = 1 where version = '1'");
    String history = "select string_agg(h::text, ',') from flyway_schema_history h";
    String before = ask(history);

    assertThatThrownBy(() -> Schema.requireCompatible(database.dataSource()))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("not changed");
    assertThatThrownBy(() -> Schema.migrate(database.dataSource()))
        .isInstanceOf(IncompatibleSchemaException.class);
    assertThat(ask(history)).isEqualTo(before);
  }

  @Test
  void acceptsASchemaThatALaterVersionHasMigrated() throws SQLException {
    run(
        "insert into flyway_schema_history"
            + " select 9999, '9999', description, type, script, 7, installed_by, now(), 1, true"
            + " from flyway_schema_history where version = '1'");

    Schema.requireCompatible(database.dataSource());
    Schema.migrate(database.dataSource());
  }

  @Test
  void aTradeNotifiesASubscriptionOnce() throws SQLException {
    run(NOTIFICATION.formatted("live"));
    assertThatThrownBy(() -> run(NOTIFICATION.formatted("backfill")))
        .hasMessageContaining("duplicate key");
  }

  @Test
  void liveSubscriptionsOfAConnectionAreUnique() throws SQLException {
    run(SUBSCRIPTION.formatted("1.10"));
    assertThatThrownBy(() -> run(SUBSCRIPTION.formatted("1.1")))
        .hasMessageContaining("subscription_alike");
    run("update subscription set ended_at = now(), ended_as = 'finished'");
    run(SUBSCRIPTION.formatted("1.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "92233720368.00000001"})
  void rejectsThresholdsOutOfRange(String threshold) {
    assertThatThrownBy(() -> run(SUBSCRIPTION.formatted(threshold)))
        .hasMessageContaining("subscription_prices_are_positive");
  }

  @Test
  void storesExtremeThresholdsExactly() throws SQLException {
    run(SUBSCRIPTION.formatted("92233720368"));
    run(SUBSCRIPTION.formatted("0.00000001"));
    assertThat(ask("select string_agg(threshold::text, ' ' order by threshold) from subscription"))
        .isEqualTo("0.00000001 92233720368.00000000");
  }

  private void run(String statement) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var command = connection.createStatement()) {
      command.execute(statement);
    }
  }

  private String ask(String question) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var command = connection.createStatement();
        var answer = command.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
