package io.coinpanel.ingestion.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

class NotificationPartitionsTest {

  private TestDatabase database;
  private JdbcClient jdbc;
  private TransactionOperations transactions;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    DataSource source = database.dataSource();
    jdbc = JdbcClient.create(source);
    transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void eachDayHasItsPartitionBeforeItBegins() {
    keepAt("2026-03-01T12:00:00Z");
    keepAt("2026-03-01T13:00:00Z");
    assertThat(partitions())
        .containsExactly(
            "notification_20260228",
            "notification_20260301",
            "notification_20260302",
            "notification_20260303",
            "notification_20260304",
            "notification_20260305",
            "notification_20260306",
            "notification_20260307",
            "notification_20260308",
            "notification_default");
    insert("2026-03-01T23:59:59.999Z", "2026-03-01T23:59:59.999Z");
    assertThat(
            jdbc.sql("select tableoid::regclass::text from notification")
                .query(String.class)
                .single())
        .isEqualTo("notification_20260301");
  }

  @Test
  void dayInTheDefaultPartitionDelaysNoOther() {
    insert("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z");
    keepAt("2026-03-01T12:00:00Z");
    assertThat(partitions())
        .contains("notification_20260302", "notification_20260303")
        .doesNotContain("notification_20260301");
    assertThat(count()).isOne();
  }

  @Test
  void partitionsOlderThanTheRetentionAreDropped() {
    keepAt("2026-03-01T12:00:00Z");
    insert("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z");
    keepAt("2026-03-08T12:00:00Z");
    assertThat(partitions())
        .contains("notification_20260301")
        .doesNotContain("notification_20260228");
    keepAt("2026-03-09T00:00:00Z");
    assertThat(partitions()).doesNotContain("notification_20260301");
    assertThat(count()).isZero();
  }

  @Test
  void dumpAcrossMidnightBlocksNeitherInsertsNorReads() throws Exception {
    keepAt("2026-03-01T12:00:00Z");
    insert("2026-03-01T23:59:59Z", "2026-03-01T23:59:59Z");
    try (Connection dump = database.dataSource().getConnection();
        var command = dump.createStatement()) {
      dump.setAutoCommit(false);
      for (String partition : partitions()) {
        command.execute("lock table " + partition + " in access share mode");
      }
      command.execute("lock table notification in access share mode");
      CompletableFuture<Boolean> kept =
          CompletableFuture.supplyAsync(() -> keepAt("2026-03-09T00:00:01Z"));
      insert("2026-03-08T23:59:59Z", "2026-03-08T23:59:59Z");
      insert("2026-03-09T00:00:02Z", "2026-03-09T00:00:02Z");
      assertThat(count()).isEqualTo(3);
      assertThat(kept.get(20, TimeUnit.SECONDS)).isFalse();
      assertThat(count()).isEqualTo(3);
    }
    assertThat(keepAt("2026-03-09T01:00:00Z")).isTrue();
    assertThat(partitions())
        .contains("notification_20260310")
        .doesNotContain("notification_20260228", "notification_20260301");
  }

  @Test
  void nothingIsLockedWhereNothingIsMissing() throws Exception {
    keepAt("2026-03-01T12:00:00Z");
    try (Connection dump = database.dataSource().getConnection();
        var command = dump.createStatement()) {
      dump.setAutoCommit(false);
      command.execute("select from notification");
      assertThat(keepAt("2026-03-01T13:00:00Z")).isTrue();
    }
  }

  @Test
  void retainsReplayedOldTrades() {
    insert("2024-08-09T00:00:00Z", "2026-03-01T12:00:00Z");
    keepAt("2026-03-02T12:00:00Z");
    assertThat(count()).isOne();
    keepAt("2026-03-08T12:00:01Z");
    assertThat(count()).isZero();
  }

  @Test
  void storesTheLastDroppedNotificationPerConnection() {
    jdbc.sql(
            "insert into symbol values ('btcusdt', 'BTC', 'USDT', true, now());"
                + " insert into connection (id, token_hash, created_at, confirmed_id)"
                + " select c, sha256(c::text::bytea), now(), 0 from generate_series(1, 2) c;"
                + " insert into subscription (id, owner_id, symbol, condition, threshold,"
                + " repeat, created_at, ended_at, ended_as) select s, s, 'btcusdt', 'above', 1,"
                + " 'every', now(), now(), case s when 1 then 'finished' else 'unsubscribed' end"
                + " from generate_series(1, 2) s")
        .update();
    keepAt("2026-03-01T12:00:00Z");
    insert("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z");
    jdbc.sql(
            "insert into notification select id + 1, 2, 2, trade_id, price, previous_price,"
                + " trade_time, created_at, source from notification")
        .update();
    keepAt("2026-03-08T12:00:00Z");
    assertThat(droppedIds()).containsExactly(0L, 0L);
    keepAt("2026-03-09T00:00:00Z");
    assertThat(droppedIds()).containsExactly(1L, 0L);
    jdbc.sql("alter table notification alter id restart with 7").update();
    insert("2024-08-09T00:00:00Z", "2026-03-09T12:00:00Z");
    keepAt("2026-03-16T12:00:01Z");
    assertThat(droppedIds()).containsExactly(7L, 0L);
  }

  private List<Long> droppedIds() {
    return jdbc.sql("select dropped_id from owner order by id")
        .query((row, number) -> row.getLong(1))
        .list();
  }

  private boolean keepAt(String now) {
    InstantSource clock = InstantSource.fixed(Instant.parse(now));
    return new NotificationPartitions(jdbc, transactions, Duration.ofDays(7), clock).maintain();
  }

  private List<String> partitions() {
    return jdbc.sql(
            "select relid::regclass::text from pg_partition_tree('notification')"
                + " where isleaf order by 1")
        .query((row, number) -> row.getString(1))
        .list();
  }

  private long count() {
    return jdbc.sql("select count(*) from notification").query(Long.class).single();
  }

  private void insert(String tradeTime, String createdAt) {
    jdbc.sql(
            "insert into notification (subscription_id, owner_id, trade_id, price,"
                + " previous_price, trade_time, created_at, source)"
                + " values (1, 1, 1, 2, 1, ?::timestamptz, ?::timestamptz, 'live')")
        .param(tradeTime)
        .param(createdAt)
        .update();
  }
}
