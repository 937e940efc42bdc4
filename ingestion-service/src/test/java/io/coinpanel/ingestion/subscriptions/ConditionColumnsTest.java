package io.coinpanel.ingestion.subscriptions;

import static io.coinpanel.model.ConditionKind.ABOVE;
import static io.coinpanel.model.ConditionKind.BELOW;
import static io.coinpanel.model.ConditionKind.CROSS;
import static io.coinpanel.model.ConditionKind.ENTER;
import static io.coinpanel.model.ConditionKind.FALL;
import static io.coinpanel.model.ConditionKind.LEAVE;
import static io.coinpanel.model.ConditionKind.MOVE;
import static io.coinpanel.model.ConditionKind.RISE;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every condition as the table has it. */
class ConditionColumnsTest {

  private static final Price TEN = new Price(10 * Price.ONE);
  private static final Price NINE = new Price(9 * Price.ONE);

  private TestDatabase database;
  private Connection connection;

  @BeforeEach
  void create() throws SQLException {
    database = TestDatabase.migrated();
    connection = database.dataSource().getConnection();
    run("insert into symbol values ('btcusdt', 'BTC', 'USDT', true, now())");
    run(
        "insert into connection (id, token_hash, created_at, confirmed_id)"
            + " values (1, sha256('a'), now(), 0)");
  }

  @AfterEach
  void drop() throws SQLException {
    connection.close();
    database.close();
  }

  private void run(String statement) throws SQLException {
    try (var command = connection.createStatement()) {
      command.execute(statement);
    }
  }

  /** A subscription with these parameters, as ingestion reads it. */
  private WatchedSubscription read(String parameters, String values) throws SQLException {
    run("delete from subscription");
    run(
        "insert into subscription (owner_id, symbol, created_at, repeat, condition%s)"
                .formatted(parameters)
            + " values (1, 'btcusdt', now(), 'once_per_minute', %s)".formatted(values));
    List<WatchedSubscription> read = new ArrayList<>();
    connection.setAutoCommit(false);
    new Subscriptions()
        .load(connection, all -> all.forEach(one -> read.add(one.subscription())), read::addAll);
    connection.setAutoCommit(true);
    assertThat(read).hasSize(1);
    return read.getFirst();
  }

  private Condition condition(String parameters, String values) throws SQLException {
    return read(parameters, values).condition();
  }

  @Test
  void thresholds() throws SQLException {
    assertThat(condition(", threshold", "'cross', 10"))
        .isEqualTo(Condition.Threshold.plain(CROSS, TEN));
    assertThat(condition(", threshold, rearm", "'above', 10, 9"))
        .isEqualTo(new Condition.Threshold(ABOVE, TEN, NINE, Confirmation.NONE));
    assertThat(condition(", threshold, hold_seconds", "'below', 10, 60"))
        .isEqualTo(new Condition.Threshold(BELOW, TEN, null, new Confirmation.Hold(60)));
    assertThat(condition(", threshold, bar, rearm", "'below', 9, '4h', 10"))
        .isEqualTo(
            new Condition.Threshold(BELOW, NINE, TEN, new Confirmation.Close(Bar.FOUR_HOURS)));
  }

  @Test
  void ranges() throws SQLException {
    assertThat(condition(", lower, upper", "'enter', 9, 10"))
        .isEqualTo(new Condition.Range(ENTER, NINE, TEN, Confirmation.NONE));
    assertThat(condition(", lower, upper, hold_seconds", "'leave', 9, 10, 5"))
        .isEqualTo(new Condition.Range(LEAVE, NINE, TEN, new Confirmation.Hold(5)));
  }

  @Test
  void changes() throws SQLException {
    assertThat(condition(", percent", "'rise', 1000"))
        .isEqualTo(new Condition.Change(RISE, Percent.MAX, null, null));
    assertThat(condition(", percent, within_seconds", "'fall', 0.0001, 300"))
        .isEqualTo(new Condition.Change(FALL, new Percent(1), 300, null));
    assertThat(condition(", percent, from_price", "'move', 2.5, 9"))
        .isEqualTo(new Condition.Change(MOVE, new Percent(25_000), null, NINE));
  }

  @Test
  void steps() throws SQLException {
    assertThat(condition(", amount", "'step', 10")).isEqualTo(new Condition.AmountStep(TEN));
    assertThat(condition(", percent", "'step', 5"))
        .isEqualTo(new Condition.PercentStep(new Percent(50_000)));
  }

  @Test
  void repeat() throws SQLException {
    assertThat(read(", threshold", "'above', 10").repeat()).isEqualTo(Repeat.ONCE_PER_MINUTE);
  }
}
