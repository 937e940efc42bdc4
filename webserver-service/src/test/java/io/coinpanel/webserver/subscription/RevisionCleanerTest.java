package io.coinpanel.webserver.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.webserver.proxy.ClientAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RevisionCleanerTest {

  private static final Instant NOW = Instant.parse("2026-07-21T12:00:00Z");

  private TestDatabase database;
  private JdbcClient rows;
  private RevisionCleaner cleaner;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    SubscriptionRowsFixture fixture = new SubscriptionRowsFixture(database);
    fixture.connection(1, ClientAddress.parse("203.0.113.1"));
    fixture.subscriptions(1, 1, 1);
    rows = fixture.database();
    cleaner =
        new RevisionCleaner(
            rows,
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
            InstantSource.fixed(NOW));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private void revisions(int first, int last, Instant replaced) {
    rows.sql(
            "insert into subscription_revision (subscription_id, revision, condition, threshold,"
                + " replaced_at) select 1, n, 'above', 1, ? from generate_series(?, ?) n")
        .params(replaced.atOffset(ZoneOffset.UTC), first, last)
        .update();
  }

  private List<?> left() {
    return rows.sql("select revision from subscription_revision order by revision")
        .query(Integer.class)
        .list();
  }

  @Test
  void keepsTermsThatAStoredNotificationRefersTo() {
    revisions(1, 1200, NOW.minusSeconds(7200));
    revisions(1201, 1201, NOW.minusSeconds(60));
    rows.sql(
            "insert into notification (subscription_id, owner_id, revision, trade_id, price,"
                + " previous_price, trade_time, created_at, source)"
                + " values (1, 1, 700, 1, 2, 1, now(), now(), 'live')")
        .update();
    cleaner.doWork();
    assertThat(left()).isEqualTo(List.of(700, 1201));
    rows.sql("delete from notification").update();
    cleaner.doWork();
    assertThat(left()).isEqualTo(List.of(1201));
  }
}
