package io.coinpanel.webserver.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

class EndedRowCleanerTest {

  private static final Instant NOW = Instant.parse("2026-03-09T12:00:00Z");
  private static final String LONG_AGO = "'2026-03-02T11:59:59Z'";
  private static final String RECENTLY = "'2026-03-02T12:00:01Z'";

  private TestDatabase database;
  private JdbcClient rows;
  private TransactionOperations transactions;
  private EndedRowCleaner endedRowCleaner;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    DataSource source = database.dataSource();
    rows = JdbcClient.create(source);
    transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
    endedRowCleaner =
        new EndedRowCleaner(rows, transactions, Duration.ofDays(7), InstantSource.fixed(NOW));
    rows.sql("insert into symbol values ('btcusdt', 'BTC', 'USDT', true, now())").update();
    // Connections have the first ids here.
    rows.sql("delete from account").update();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  /** Connections from the first to the last id, each with two subscriptions that are active. */
  private void connections(int first, int last, String ended, String subscriptionsEnded) {
    rows.sql(
            "insert into connection (id, token_hash, created_at, gone_at, ended_at, confirmed_id)"
                + " select c, sha256(c::text::bytea), now(), e, e, 0"
                + " from generate_series(?, ?) c, (select "
                + ended
                + "::timestamptz as e)")
        .params(first, last)
        .update();
    rows.sql(
            "insert into subscription (owner_id, symbol, condition, threshold, repeat,"
                + " created_at, ended_at, ended_as) select c, 'btcusdt', 'above', t, 'every',"
                + " now(), e, case when e is null then null when t = 1 then 'finished'"
                + " else 'unsubscribed' end from generate_series(?, ?) c, generate_series(1, 2) t,"
                + " (select "
                + subscriptionsEnded
                + "::timestamptz as e)")
        .params(first, last)
        .update();
    rows.sql(
            "insert into activation (subscription_id, activated_at)"
                + " select id, now() from subscription on conflict do nothing")
        .update();
  }

  private int count(String table) {
    return rows.sql("select count(*) from " + table).query(Integer.class).single();
  }

  @Test
  void removesEndedRowsInBatches() {
    connections(1, 1_200, LONG_AGO, LONG_AGO);
    connections(2_001, 2_001, RECENTLY, RECENTLY);
    connections(2_002, 2_002, "null", "null");
    endedRowCleaner.doWork();
    assertThat(count("connection")).isEqualTo(2);
    assertThat(count("subscription")).isEqualTo(4);
    assertThat(count("activation")).isEqualTo(4);
  }

  @Test
  void keepsWhatIsFinishedAsLongAsItsConnectionLives() {
    connections(1, 1, "null", LONG_AGO);
    endedRowCleaner.doWork();
    assertThat(
            rows.sql("select string_agg(ended_as, ' ') from subscription")
                .query(String.class)
                .single())
        .isEqualTo("finished");
  }

  @Test
  void keepsSubscriptionsWithStoredNotifications() {
    connections(1, 2, LONG_AGO, LONG_AGO);
    rows.sql(
            "insert into notification (subscription_id, owner_id, trade_id, price,"
                + " previous_price, trade_time, created_at, source) select id, owner_id, 1, 2,"
                + " 1, now(), now(), 'live' from subscription where owner_id = 1"
                + " and ended_as = 'unsubscribed'")
        .update();
    endedRowCleaner.doWork();
    assertThat(count("subscription")).isOne();
    assertThat(count("connection")).isOne();
    rows.sql("delete from notification").update();
    endedRowCleaner.doWork();
    assertThat(count("subscription")).isZero();
    assertThat(count("connection")).isZero();
  }

  @Test
  void removesFinishedOnesThatAreNoLongerShown() {
    connections(1, 1, "null", "null");
    finished("2026-03-09T10:59:00Z", 1_300);
    finished("2026-03-09T11:30:00Z", 90);
    endedRowCleaner.doWork();
    assertThat(count("subscription")).isEqualTo(2 + 10 + 90);
    assertThat(count("subscription where ended_at > '2026-03-09T11:00:00Z'")).isEqualTo(90);
  }

  private void finished(String at, int number) {
    rows.sql(
            "insert into subscription (owner_id, symbol, condition, threshold, repeat,"
                + " created_at, ended_at, ended_as) select 1, 'btcusdt', 'above', 1, 'once', now(),"
                + " ?::timestamptz, 'finished' from generate_series(1, ?)")
        .params(at, number)
        .update();
  }

  @Test
  void skipsRowsThatStay() {
    connections(1, 3_000, LONG_AGO, LONG_AGO);
    rows.sql(
            "insert into notification (subscription_id, owner_id, trade_id, price,"
                + " previous_price, trade_time, created_at, source) select id, owner_id, 1, 2,"
                + " 1, now(), now(), 'live' from subscription"
                + " where id <= (select max(id) - 2 from subscription)")
        .update();
    endedRowCleaner.doWork();
    assertThat(count("subscription")).isEqualTo(6_000);
    endedRowCleaner.doWork();
    assertThat(count("subscription")).isEqualTo(5_998);
  }

  @Test
  void doesNothingWhileAnotherWebserverRunsIt() {
    connections(1, 1, LONG_AGO, LONG_AGO);
    DataSource others = database.dataSource();
    transactions.executeWithoutResult(
        status -> {
          rows.sql("select pg_advisory_xact_lock(?)").param(0x636f696e_00000002L).query(row -> {});
          new EndedRowCleaner(
                  JdbcClient.create(others),
                  new TransactionTemplate(new DataSourceTransactionManager(others)),
                  Duration.ofDays(7),
                  InstantSource.fixed(NOW))
              .doWork();
        });
    assertThat(count("connection")).isOne();
    endedRowCleaner.doWork();
    assertThat(count("connection")).isZero();
  }
}
