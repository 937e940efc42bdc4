package io.coinpanel.webserver.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.LostAnswers;
import io.coinpanel.webserver.connection.NewConnection;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.subscription.Subscribing.Request;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscribingTest {

  private static final NewConnection FRESH =
      new NewConnection(9, "ab".repeat(32), 42, ClientAddress.parse("203.0.113.9"));

  private TestDatabase database;
  private LiveSubscriptions rows;
  private LostAnswers answers;
  private GroupCommit commits;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    rows = new LiveSubscriptions(database);
    answers = new LostAnswers(database.dataSource());
    commits = new GroupCommit(answers, new SimpleMeterRegistry());
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private static Wish wish(int threshold) {
    Price price = Price.of(BigDecimal.valueOf(threshold)).orElseThrow();
    return new Wish(FRESH.id(), "btcusdt", price, Condition.ABOVE, Repeat.EVERY, 0, null);
  }

  private CompletableFuture<Fulfilment> subscribe(UUID webserver, int threshold)
      throws InterruptedException, SQLException {
    CompletableFuture<Fulfilment> fulfilment =
        commits.submit(
            new Subscribing(webserver, InstantSource.system()),
            new Request(wish(threshold), FRESH));
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
    assertThat(subscribe(LiveSubscriptions.WEBSERVER, 1)).isCompletedExceptionally();
    assertThat(rows.database().sql("select from connection").query().listOfRows()).isEmpty();
    assertThat(subscribe(LiveSubscriptions.WEBSERVER, 1).join())
        .isInstanceOf(Fulfilment.Created.class);
    assertThat(connection()).isEqualTo("ab".repeat(32) + " 42 203.0.113.9/32");
  }

  @Test
  void undoesWhatWasCommittedWithoutAnAnswer() throws InterruptedException, SQLException {
    answers.loseNextAnswer();
    assertThat(subscribe(LiveSubscriptions.WEBSERVER, 1)).isCompletedExceptionally();
    assertThat(rows.live()).isOne();
    commits.doWork();
    assertThat(rows.live()).isZero();
    assertThat(subscribe(LiveSubscriptions.WEBSERVER, 1).join())
        .isInstanceOf(Fulfilment.Created.class);
  }

  @Test
  void takesAConnectionBackThatWasTakenForGoneMeanwhile()
      throws InterruptedException, SQLException {
    answers.loseNextAnswer();
    assertThat(subscribe(LiveSubscriptions.WEBSERVER, 1)).isCompletedExceptionally();
    rows.database().sql("update connection set webserver_id = null, gone_at = now()").update();
    assertThat(subscribe(LiveSubscriptions.WEBSERVER, 2).join())
        .isInstanceOf(Fulfilment.Created.class);
    assertThat(connection()).doesNotContain("away");
  }

  @Test
  void storesNothingForAWebserverThatWasTakenForDead() throws InterruptedException, SQLException {
    assertThat(subscribe(UUID.randomUUID(), 1).join()).isInstanceOf(Fulfilment.Impossible.class);
    assertThat(rows.live()).isZero();
  }
}
