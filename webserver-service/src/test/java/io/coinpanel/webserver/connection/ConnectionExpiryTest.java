package io.coinpanel.webserver.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

class ConnectionExpiryTest {

  private static final Instant NOW = Instant.parse("2026-03-09T12:00:00Z");

  private TestDatabase database;
  private JdbcClient rows;
  private ConnectionExpiry expiry;

  /** How many live subscriptions were left after each transaction. */
  private final List<Integer> left = new ArrayList<>();

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    DataSource source = database.dataSource();
    rows = JdbcClient.create(source);
    expiry =
        new ConnectionExpiry(
            rows,
            new ObservedTransactions(new DataSourceTransactionManager(source)),
            Duration.ofHours(1),
            InstantSource.fixed(NOW));
    rows.sql("insert into symbol values ('btcusdt', 'BTC', 'USDT', true, now())").update();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private final class ObservedTransactions extends TransactionTemplate {
    private static final long serialVersionUID = 1;

    ObservedTransactions(DataSourceTransactionManager manager) {
      super(manager);
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
      T answer = super.execute(action);
      left.add(live());
      return answer;
    }
  }

  private int live() {
    return rows.sql("select count(*) from subscription where ended_at is null")
        .query(Integer.class)
        .single();
  }

  private void gone(int connections, int subscriptions) {
    rows.sql(
            "insert into connection (id, token_hash, created_at, gone_at, confirmed_id)"
                + " select c, sha256(c::text::bytea), now(), '2026-03-09T10:00:00Z', 0"
                + " from generate_series(1, ?) c")
        .param(connections)
        .update();
    rows.sql(
            "insert into subscription (owner_id, symbol, condition, threshold, repeat,"
                + " created_at) select c, 'btcusdt', 'above', t, 'every', now()"
                + " from generate_series(1, ?) c, generate_series(1, ?) t")
        .params(connections, subscriptions)
        .update();
  }

  @Test
  void endsSubscriptionsInBoundedTransactions() {
    gone(10, 900);
    expiry.doWork();
    assertThat(left).startsWith(9_000 - 2_700, 9_000 - 5_400, 9_000 - 8_100, 0);
    assertThat(
            rows.sql("select count(*) from connection where ended_at is null")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void marksConnectionsOfADeadWebserverInBatches() {
    UUID dead = UUID.randomUUID();
    rows.sql("insert into webserver values (?, now(), now() - interval '1 minute')")
        .param(dead)
        .update();
    rows.sql(
            "insert into connection (token_hash, webserver_id, created_at, confirmed_id)"
                + " select sha256(c::text::bytea), ?, now(), 0 from generate_series(1, 4500) c")
        .param(dead)
        .update();
    expiry.doWork();
    assertThat(left).hasSizeGreaterThanOrEqualTo(3);
    assertThat(
            rows.sql("select count(*) from connection where gone_at is null")
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(rows.sql("select count(*) from webserver").query(Integer.class).single()).isZero();
  }
}
