package io.coinpanel.webserver.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.database.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class NotificationCounterTest {

  private TestDatabase database;
  private JdbcClient rows;
  private DataSource source;
  private NotificationCounter counter;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    source = database.dataSource();
    rows = JdbcClient.create(source);
    counter =
        new NotificationCounter(
            rows, new TransactionTemplate(new DataSourceTransactionManager(source)));
    rows.sql("insert into symbol values ('btcusdt', 'BTC', 'USDT', true, now())").update();
    rows.sql(
            "insert into connection (id, token_hash, created_at, confirmed_id)"
                + " values (1, sha256('x'::bytea), now(), 0)")
        .update();
    rows.sql(
            "insert into subscription (id, owner_id, symbol, condition, threshold, repeat,"
                + " created_at) select n, 1, 'btcusdt', 'above', n, 'every', now()"
                + " from generate_series(1, 7) n")
        .update();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  /** Notifications of the seven subscriptions in turn. */
  private void fire(int first, int last) {
    rows.sql(
            "insert into notification (subscription_id, owner_id, trade_id, price,"
                + " previous_price, trade_time, created_at, source) select 1 + n % 7, 1, n, 2, 1,"
                + " now(), timestamptz '2026-01-01Z' + n * interval '1 second', 'live'"
                + " from generate_series(?, ?) n")
        .params(first, last)
        .update();
  }

  private String counts() {
    return text("notification_count", "notifications", "last_notified_at");
  }

  private String table() {
    return rows.sql(
            "select string_agg(concat_ws(' ', id, n, last), ', ' order by id) from"
                + " (select subscription_id as id, count(*) as n, max(created_at) as last"
                + " from notification group by 1) as counted")
        .query(String.class)
        .single();
  }

  private String text(String table, String count, String last) {
    return rows.sql(
            "select coalesce(string_agg(concat_ws(' ', subscription_id, %s, %s), ', '"
                    .formatted(count, last)
                + " order by subscription_id), '') from "
                + table)
        .query(String.class)
        .single();
  }

  @Test
  void countsWhatTheTableHas() {
    fire(1, 25_000);
    counter.doWork();
    assertThat(counts()).isEqualTo(table());
    fire(25_001, 25_010);
    counter.doWork();
    assertThat(counts()).isEqualTo(table());
  }

  @Test
  void countsOnceDespiteACrashBeforeCommit() {
    fire(1, 25_000);
    DataSourceTransactionManager fatal =
        new DataSourceTransactionManager(source) {
          @Override
          protected void doCommit(DefaultTransactionStatus status) {
            rows.sql("select pg_terminate_backend(pg_backend_pid())").query(row -> {});
            super.doCommit(status);
          }
        };
    NotificationCounter killed = new NotificationCounter(rows, new TransactionTemplate(fatal));
    assertThatThrownBy(killed::doWork).isInstanceOf(RuntimeException.class);
    assertThat(counts()).isEmpty();
    counter.doWork();
    assertThat(counts()).isEqualTo(table());
  }

  @Test
  void keepsTheCountOfWhatRetentionDrops() {
    fire(1, 700);
    counter.doWork();
    String before = counts();
    rows.sql("delete from notification").update();
    counter.doWork();
    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void goesWithItsSubscription() {
    fire(1, 7);
    counter.doWork();
    rows.sql("delete from subscription where id <> 3").update();
    assertThat(rows.sql("select subscription_id from notification_count").query(Long.class).list())
        .containsExactly(3L);
    fire(8, 14);
    counter.doWork();
    assertThat(rows.sql("select notifications from notification_count").query(Long.class).list())
        .containsExactly(2L);
  }
}
