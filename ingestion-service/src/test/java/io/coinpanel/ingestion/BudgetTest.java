package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An owner that has used its notifications, beside one that has not. */
class BudgetTest extends IngestionScenarioTest {

  private static final int LIMIT = 20;

  BudgetTest() {
    super("max-notifications-per-hour=" + LIMIT);
  }

  private long crossBtc(int times) {
    long last = 0;
    for (int i = 0; i < times; i++) {
      last = exchange.publish("btcusdt", i % 2 == 0 ? "101" : "99");
    }
    return last;
  }

  private List<String> paused() throws SQLException {
    return rows.query(
        "select id || ' ' || pause_reason from subscription where paused_at is not null"
            + " order by id");
  }

  @Test
  void whatExceedsTheLimitIsPausedAndOtherOwnersGoOn() throws SQLException {
    rows.update(
        "insert into connection (id, token_hash, created_at, confirmed_id)"
            + " values (2, decode(repeat('01', 32), 'hex'), now(), 0)");
    long flooding = rows.subscribe("btcusdt", "cross", "100");
    long alsoItsOwn = rows.subscribe("ethusdt", "cross", "100");
    long others = rows.subscribe("ethusdt", "cross", "100", "'every', now(), 1, null");
    rows.update("update subscription set owner_id = 2 where id = " + others);
    ingestion.close();
    ingestion =
        TestIngestion.start(clock, database, exchange, "max-notifications-per-hour=" + LIMIT);
    rows.awaitActive(others);
    rows.awaitActive(flooding);
    rows.awaitActive(alsoItsOwn);
    exchange.publish("btcusdt", "99");
    rows.awaitTrade("btcusdt", crossBtc(2 * LIMIT));
    assertThat(rows.notifications(flooding)).hasSize(LIMIT);
    assertThat(paused()).containsExactly(flooding + " limit_exceeded");

    exchange.publish("ethusdt", "99");
    rows.awaitTrade("ethusdt", exchange.publish("ethusdt", "101"));
    assertThat(rows.notifications(others)).hasSize(1);
    assertThat(paused())
        .containsExactly(flooding + " limit_exceeded", alsoItsOwn + " limit_exceeded");
    assertThat(rows.query("select subscription_id::text from owner_event order by id"))
        .containsExactly("" + flooding, "" + alsoItsOwn);

    ingestion.close();
    ingestion =
        TestIngestion.start(clock, database, exchange, "max-notifications-per-hour=" + LIMIT);
    rows.update(
        "update subscription set revision = 2, baseline_revision = 2, paused_at = null,"
            + " pause_reason = null, changed_in = pg_current_xact_id() where id = "
            + flooding);
    Eventually.until(() -> rows.count("activation where revision = 2") == 1);
    rows.awaitTrade("btcusdt", crossBtc(2));
    assertThat(rows.notifications(flooding)).hasSize(LIMIT);
    assertThat(paused()).contains(flooding + " limit_exceeded");
  }
}
