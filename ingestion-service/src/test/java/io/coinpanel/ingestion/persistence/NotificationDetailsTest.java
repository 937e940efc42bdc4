package io.coinpanel.ingestion.persistence;

import static io.coinpanel.matching.WatchedSubscription.NEVER;
import static io.coinpanel.model.ConditionKind.ABOVE;
import static io.coinpanel.model.ConditionKind.ENTER;
import static io.coinpanel.model.ConditionKind.RISE;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.matching.Crossings;
import io.coinpanel.matching.SymbolMatcher;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.Source;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The columns of a notification that not every condition has; a plain threshold has none. */
class NotificationDetailsTest extends PersistenceTest {

  private static final List<Condition> CONDITIONS =
      List.of(
          Condition.Threshold.plain(ABOVE, new Price(100 * UNIT)),
          new Condition.Change(RISE, new Percent(12_345), null, null),
          new Condition.PercentStep(new Percent(1)),
          new Condition.Threshold(
              ABOVE, new Price(9_999), null, new Confirmation.Close(Bar.ONE_MINUTE)),
          new Condition.Range(
              ENTER, new Price(1), new Price(9_000 * UNIT), new Confirmation.Hold(1)));
  private static final String ROWS =
      """
      select string_agg(
        concat_ws(
          ' ', trade_id, source, coalesce(direction, '-'), coalesce(level::text, '-'),
          coalesce(reference_price::text, '-'), coalesce(previous_price::text, '-'),
          coalesce((extract(epoch from bar_end) * 1000)::bigint::text, '-')),
        E'\\n' order by subscription_id)
      from (select * from notification order by subscription_id limit 5) as first
      """;

  private static final String EXPECTED =
      """
      3 live - - - 0.00010000 -
      3 live up 0.00010122437655 0.00009999 0.00010000 -
      2 live up 0.00009999999900 - 0.00009999 -
      2 live up 0.00009999000000 - 0.00009999 120000
      1 live - - - - -""";

  @Test
  void areStoredByInsert() throws Exception {
    store(1);
    assertThat(ask(ROWS)).isEqualTo(EXPECTED);
  }

  @Test
  void areStoredByCopy() throws Exception {
    store(500);
    assertThat(ask(ROWS)).isEqualTo(EXPECTED);
    assertThat(
            ask(
                "select count(*) || ' ' || count(distinct (trade_id, direction, level,"
                    + " reference_price, previous_price, bar_end)) from notification"))
        .isEqualTo("2500 5");
  }

  /** Some subscriptions of each condition, which all fire once. */
  private void store(int count) throws Exception {
    SymbolMatcher matcher = new SymbolMatcher();
    long id = 0;
    for (int i = 0; i < count; i++) {
      for (Condition condition : CONDITIONS) {
        matcher.add(
            new WatchedSubscription(
                ++id, 1, 1, 1, "btcusdt", condition, Repeat.ONCE, 0, NEVER, NEVER));
      }
    }
    Batch batch = new Batch();
    Crossings crossings = batch.crossings();
    matcher.trade(1, 1, 9_999, 60_000, Source.LIVE, crossings);
    matcher.trade(2, 2, 10_000, 61_000, Source.LIVE, crossings);
    matcher.trade(3, 3, 123 * UNIT + 45_600_000, 120_000, Source.LIVE, crossings);
    assertThat(crossings.size()).isEqualTo(count * CONDITIONS.size());
    LeaderSession session = taken(lock(new LossyCommitDatabase()));
    new BatchWriter()
        .commit(batch, session.startEpoch(Instant.now()) + 1, false, Instant.now(), session);
    session.close();
  }
}
