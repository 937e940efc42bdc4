package io.coinpanel.ingestion.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.PriceWindow;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.StatementPipeline;
import java.sql.Connection;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.agrona.collections.LongHashSet;
import org.junit.jupiter.api.Test;

/** Budgets of owners, and what else a batch stores. */
class NotificationBudgetsTest extends PersistenceTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");

  @Test
  void dropsWhatExceedsTheLimitAndBeginsAnewEachHour() {
    NotificationBudgets budgets = new NotificationBudgets(5);
    assertThat(budgets.apply(crossings(4), NOW)).isZero();
    Batch exceeding = crossings(4);
    assertThat(budgets.apply(exceeding, NOW)).isEqualTo(3);
    assertThat(exceeding.crossings().size()).isOne();
    assertThat(exceeding.overBudget()).containsExactlyInAnyOrder(2L, 3L, 4L);
    assertThat(budgets.apply(crossings(5), NOW.plusSeconds(1_800))).isZero();
    assertThat(new NotificationBudgets(0).apply(crossings(100), NOW)).isZero();
  }

  @Test
  void aRestartCountsOnFromTheLastTenth() throws Exception {
    NotificationBudgets budgets = new NotificationBudgets(100);
    Batch batch = crossings(57);
    budgets.apply(batch, NOW);
    LeaderSession session = taken(lock(new LossyCommitDatabase()));
    StatementPipeline pipeline = new StatementPipeline();
    NotificationBudgets.store(batch, NOW, pipeline);
    pipeline.execute(session.connection()).close();
    session.connection().commit();
    NotificationBudgets next = new NotificationBudgets(100);
    next.restore(session, NOW.plusSeconds(1));
    assertThat(next.apply(crossings(57), NOW.plusSeconds(1))).isEqualTo(7);
    next.restore(session, NOW.plusSeconds(3_600));
    assertThat(next.apply(crossings(57, 57, 43, 101 * UNIT), NOW.plusSeconds(3_600))).isZero();
    session.close();
  }

  @Test
  void aLockedSubscriptionIsPausedLater() throws Exception {
    LeaderSession session = taken(lock(new LossyCommitDatabase()));
    subscriptions(2);
    LongHashSet both = new LongHashSet();
    both.add(1);
    both.add(2);
    SubscriptionChanges changes = new SubscriptionChanges();
    try (Connection locking = database.dataSource().getConnection();
        var command = locking.createStatement()) {
      locking.setAutoCommit(false);
      command.execute("select from subscription where id = 1 for update");
      StatementPipeline pausing = new StatementPipeline();
      changes.pause(both, NOW, pausing);
      pausing.execute(session.connection()).close();
      session.connection().commit();
      assertThat(ask("select count(*) from owner_event")).isEqualTo("1");
      locking.rollback(); // closing alone releases the lock a moment later
    }
    StatementPipeline applying = new StatementPipeline();
    changes.apply(applying);
    applying.execute(session.connection()).close();
    session.connection().commit();
    assertThat(
            ask(
                "select count(*) from subscription"
                    + " where paused_at = '2026-03-01 12:30Z' and pause_reason = 'limit_exceeded'"))
        .isEqualTo("2");
    assertThat(ask("select count(*) from owner_event")).isEqualTo("2");
    assertThat(ask("select count(*) from subscription_change")).isEqualTo("0");
    session.close();
  }

  @Test
  void theLastTwoSecondsWithTradesHaveTheirPrices() throws Exception {
    var handoff = committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    Batch first = crossing();
    first.priceWindows().put("btcusdt", new PriceWindow(95 * UNIT, 0, 120 * UNIT, 80 * UNIT));
    handoff.submit(handoff.submit(first));
    handoff.submit(crossings(1, 1, 43, 101 * UNIT));
    handoff.submit(new Batch());
    String prices =
        "select concat_ws(' ', trade_id, seconds, trim_scale(close), trim_scale(high),"
            + " trim_scale(low), trim_scale(previous_high), trim_scale(previous_low))"
            + " from last_trade";
    assertThat(ask(prices)).isEqualTo("43 1 95 120 80");
    Batch second = crossings(1, 1, 44, 101 * UNIT);
    second.priceWindows().put("btcusdt", new PriceWindow(96 * UNIT, 0, 97 * UNIT, 96 * UNIT));
    handoff.submit(second);
    handoff.submit(new Batch());
    assertThat(ask(prices)).isEqualTo("44 2 96 97 96 120 80");
  }
}
