package io.coinpanel.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestoredDatabaseTest {

  private static final long FAR = 1L << 40;
  private static final String DROPPED = "select dropped_id from owner join connection using (id)";

  private TestDatabase database;

  @BeforeEach
  void create() throws SQLException {
    database = TestDatabase.migrated();
    run(
        "insert into connection (id, token_hash, created_at, confirmed_id)"
            + " values (nextval('owner_id_seq'), decode(repeat('00', 32), 'hex'), now(), 0)");
    run("insert into symbol values ('btcusdt', 'BTC', 'USDT', true, now())");
    run(
        "insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at,"
            + " changed_in) select id, 'btcusdt', 'above', 1, 'every', now(), '4000000000000'"
            + " from connection");
    run(
        "insert into notification (subscription_id, owner_id, trade_id, price, previous_price,"
            + " trade_time, created_at, source) select 1, id, 7, 2, 1, now(), now(), 'live' from connection");
    run(
        "insert into owner_event (owner_id, kind, subscription_id) select id, 'subscription', 1 from connection");
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void givesNoIdTwiceAndLetsNoResumeFromBeforeBeComplete() throws SQLException {
    RestoredDatabase.advance(database.dataSource());
    for (String table :
        new String[] {"notification", "activation", "subscription", "owner", "owner_event"}) {
      assertThat(
              Long.parseLong(
                  ask("select nextval(pg_get_serial_sequence('%s', 'id'))".formatted(table))))
          .as(table)
          .isGreaterThan(FAR)
          .isLessThan(2 * FAR);
    }
    assertThat(ask(DROPPED)).isEqualTo("" + (FAR + 1));
    assertThat(
            ask(
                "select count(*) from subscription"
                    + " where pg_visible_in_snapshot(changed_in, pg_current_snapshot())"))
        .isEqualTo("1");
    assertThat(ask("select count(*) from owner_event")).isEqualTo("0");
  }

  @Test
  void canBeDoneAgain() throws SQLException {
    RestoredDatabase.advance(database.dataSource());
    RestoredDatabase.advance(database.dataSource());
    assertThat(ask(DROPPED)).isEqualTo("" + (2 * FAR + 1));
  }

  @Test
  void refusesWhileIngestionRuns() throws SQLException {
    try (var leader = database.dataSource().getConnection();
        var lock = leader.createStatement()) {
      lock.execute("select pg_advisory_lock(%d)".formatted(0x636f696eL));
      assertThatThrownBy(() -> RestoredDatabase.advance(database.dataSource()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("stop");
    }
    assertThat(ask(DROPPED)).isEqualTo("0");
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
