package io.coinpanel.webserver.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.LossyCommitDataSource;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.protocol.Terms;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.NewConnection;
import io.coinpanel.webserver.subscription.InsertSubscriptions.Request;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InsertSubscriptionsTest {

  private static final NewConnection FRESH =
      new NewConnection(9, "ab".repeat(32), 42, ClientAddress.parse("203.0.113.9"));

  private TestDatabase database;
  private SubscriptionRowsFixture rows;
  private LossyCommitDataSource answers;
  private GroupCommit commits;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    rows = new SubscriptionRowsFixture(database);
    answers = new LossyCommitDataSource(database.dataSource());
    commits = new GroupCommit(answers, new SimpleMeterRegistry());
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private static SubscriptionKey key(int threshold) {
    Price price = Price.of(BigDecimal.valueOf(threshold)).orElseThrow();
    return new SubscriptionKey(
        FRESH.id(),
        new Terms(
            "btcusdt",
            Condition.Threshold.plain(ConditionKind.ABOVE, price),
            Repeat.EVERY,
            0,
            null));
  }

  private CompletableFuture<InsertOutcome> subscribe(UUID webserver, int threshold)
      throws InterruptedException, SQLException {
    CompletableFuture<InsertOutcome> fulfilment =
        commits.submit(
            new InsertSubscriptions(webserver, InstantSource.system()),
            new Request(key(threshold), Details.NONE, FRESH));
    commits.doWork();
    return fulfilment;
  }

  private String connection() {
    return rows.database()
        .sql(
            "select encode(token_hash, 'hex') || ' ' || confirmed_id || ' ' || address"
                + " || case when webserver_id is null then ' away' else '' end from connection")
        .query(String.class)
        .single();
  }

  @Test
  void storesTheConnectionInTheSameTransaction() throws InterruptedException, SQLException {
    answers.loseNextCommit();
    assertThat(subscribe(SubscriptionRowsFixture.WEBSERVER, 1)).isCompletedExceptionally();
    assertThat(rows.database().sql("select from connection").query().listOfRows()).isEmpty();
    assertThat(subscribe(SubscriptionRowsFixture.WEBSERVER, 1).join())
        .isInstanceOf(InsertOutcome.Created.class);
    assertThat(connection()).isEqualTo("ab".repeat(32) + " 42 203.0.113.9/32");
  }

  @Test
  void undoesACommitWithALostResponse() throws InterruptedException, SQLException {
    answers.loseNextAnswer();
    assertThat(subscribe(SubscriptionRowsFixture.WEBSERVER, 1)).isCompletedExceptionally();
    assertThat(rows.live()).isOne();
    commits.doWork();
    assertThat(rows.live()).isZero();
    assertThat(subscribe(SubscriptionRowsFixture.WEBSERVER, 1).join())
        .isInstanceOf(InsertOutcome.Created.class);
  }

  @Test
  void reclaimsAConnectionMarkedAsGone() throws InterruptedException, SQLException {
    answers.loseNextAnswer();
    assertThat(subscribe(SubscriptionRowsFixture.WEBSERVER, 1)).isCompletedExceptionally();
    rows.database().sql("update connection set webserver_id = null, gone_at = now()").update();
    assertThat(subscribe(SubscriptionRowsFixture.WEBSERVER, 2).join())
        .isInstanceOf(InsertOutcome.Created.class);
    assertThat(connection()).doesNotContain("away");
  }

  @Test
  void storesNothingForADeadWebserver() throws InterruptedException, SQLException {
    assertThat(subscribe(UUID.randomUUID(), 1).join()).isInstanceOf(InsertOutcome.OwnerGone.class);
    assertThat(rows.live()).isZero();
  }
}
