package io.coinpanel.webserver.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.LossyCommitDataSource;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.subscription.EndSubscriptions.Outcome;
import io.coinpanel.webserver.subscription.EndSubscriptions.Request;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndSubscriptionsTest {

  private final EndSubscriptions endSubscriptions =
      new EndSubscriptions(SubscriptionRowsFixture.WEBSERVER, InstantSource.system());
  private final List<Long> endedAfterAll = new ArrayList<>();
  private TestDatabase database;
  private SubscriptionRowsFixture rows;
  private LossyCommitDataSource answers;
  private GroupCommit commits;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    rows = new SubscriptionRowsFixture(database);
    rows.connection(1, ClientAddress.parse("203.0.113.1"));
    rows.subscriptions(1, 1, 3);
    answers = new LossyCommitDataSource(database.dataSource());
    commits = new GroupCommit(answers, new SimpleMeterRegistry());
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private CompletableFuture<Outcome> unsubscribe(long id) {
    return commits.submit(
        endSubscriptions,
        new Request(new Owner.Anonymous(1), id, null, () -> endedAfterAll.add(id)));
  }

  @Test
  void endsTheSubscription() throws InterruptedException, SQLException {
    CompletableFuture<Outcome> one = unsubscribe(1);
    CompletableFuture<Outcome> again = unsubscribe(1);
    commits.doWork();
    assertThat(one.join().isHere()).isTrue();
    assertThat(again.join().isHere()).isTrue();
    assertThat(rows.live()).isEqualTo(2);
  }

  @Test
  void notifiesLaterAfterALostCommitResponse() throws InterruptedException, SQLException {
    answers.loseNextAnswer();
    CompletableFuture<Outcome> lost = unsubscribe(2);
    commits.doWork();
    assertThat(lost).isCompletedExceptionally();
    assertThat(endedAfterAll).isEmpty();
    commits.doWork();
    assertThat(endedAfterAll).containsExactly(2L);
    assertThat(rows.live()).isEqualTo(2);
  }

  @Test
  void changesNothingWithoutACommit() throws InterruptedException, SQLException {
    answers.loseNextCommit();
    CompletableFuture<Outcome> lost = unsubscribe(2);
    commits.doWork();
    assertThat(lost).isCompletedExceptionally();
    commits.doWork();
    assertThat(endedAfterAll).isEmpty();
    assertThat(rows.live()).isEqualTo(3);
  }

  @Test
  void endsNothingOfAConnectionThatHasMoved() throws InterruptedException, SQLException {
    rows.database().sql("update connection set webserver_id = null, gone_at = now()").update();
    CompletableFuture<Outcome> moved = unsubscribe(3);
    commits.doWork();
    assertThat(moved.join().isHere()).isFalse();
    assertThat(rows.live()).isEqualTo(3);
  }
}
