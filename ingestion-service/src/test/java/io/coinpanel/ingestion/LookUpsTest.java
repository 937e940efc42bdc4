package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Statements that were planned while a table was almost empty, when thousands of rows come. */
class LookUpsTest extends IngestionScenarioTest {

  private static final int MANY = 2_000;

  /** Repeated statements are planned once and for all after so many executions. */
  private static final int UNTIL_PLANNED = 15;

  private static final String READ =
      """
      select (seq_tup_read + coalesce(idx_tup_fetch, 0) + (
        select sum(idx_tup_read)
        from pg_stat_user_indexes
        where relname = 'subscription'))::text
      from pg_stat_user_tables
      where relname = 'subscription'
      """;

  @Test
  void eachRowIsLookedUpByItsKey() throws SQLException {
    fireOneByOne("ethusdt");
    rows.update("analyze subscription");
    fireOneByOne("ethusdt");
    long before = read();

    rows.update(
        """
        insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at)
        select 1, 'btcusdt', 'above', 100 + n * 0.001, 'once', now()
        from generate_series(1, %d) as n
        """
            .formatted(MANY));
    Eventually.until(() -> rows.count("activation") == MANY + 2 * UNTIL_PLANNED);
    exchange.publish("btcusdt", "99");
    exchange.publish("btcusdt", "200");
    Eventually.until(
        () -> rows.count("subscription where ended_at is not null") == MANY + 2 * UNTIL_PLANNED);

    // Statistics of a session are known a second after its last transaction.
    Eventually.until(() -> read() - before >= 2 * MANY);
    assertThat(read() - before).isLessThan(100L * MANY);
  }

  /** Each is activated, fires and ends by statements of its own. */
  private void fireOneByOne(String symbol) throws SQLException {
    for (int i = 0; i < UNTIL_PLANNED; i++) {
      long subscription = rows.subscribe(symbol, "above", "100", "'once', now(), 0, null");
      rows.awaitActive(subscription);
      exchange.publish(symbol, "99");
      exchange.publish(symbol, "101");
      Eventually.until(
          () -> rows.count("subscription where ended_at is null and id = " + subscription) == 0);
    }
  }

  private long read() throws SQLException {
    return Long.parseLong(rows.query(READ).getFirst());
  }
}
