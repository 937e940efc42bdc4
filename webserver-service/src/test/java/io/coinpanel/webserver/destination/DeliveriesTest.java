package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.webserver.destination.Attempt.Result;
import io.coinpanel.webserver.destination.StoreDeliveries.Delivery;
import io.coinpanel.webserver.destination.StoreDeliveries.Stored;
import io.coinpanel.webserver.destination.TakeDestinations.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What senders store, in one transaction for many destinations. */
// Each test starts them.
@SuppressWarnings("NullAway.Init")
class DeliveriesTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

  private TestDatabase database;
  private JdbcClient client;
  private long account;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    client = JdbcClient.create(database.dataSource());
    account =
        client
            .sql("insert into account (name, created_at) values ('a', now()) returning id")
            .query(Long.class)
            .single();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private long destination() {
    long id =
        client
            .sql(
                "insert into destination (account_id, kind, address, created_at, confirmed_at)"
                    + " values (?, 'webhook', 'https://example.org', now(), now()) returning id")
            .param(account)
            .query(Long.class)
            .single();
    client
        .sql("insert into delivery_state (destination_id, done_id, wanted_id) values (?, 10, 20)")
        .param(id)
        .update();
    run(id, 1);
    return id;
  }

  /** A task is running that may have one before it that was taken for dead. */
  private void run(long destination, long version) {
    client
        .sql(
            "insert into scheduled_tasks"
                + " (task_name, task_instance, execution_time, picked, version)"
                + " values ('delivery', ?::text, now(), true, ?)"
                + " on conflict (task_name, task_instance) do update"
                + " set version = excluded.version")
        .params(destination, version)
        .update();
  }

  private List<Optional<Takeover>> take(Long... destinations) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return new TakeDestinations()
          .execute(connection, Stream.of(destinations).map(one -> new Claim(one, 1)).toList());
    }
  }

  /** Two senders would send everything twice and undo what the other has stored. */
  @Test
  void aTaskThatHasASuccessorGetsNothing() throws SQLException {
    long id = destination();
    Takeover before = take(id).getFirst().orElseThrow();
    run(id, 2);
    try (Connection connection = database.dataSource().getConnection()) {
      List<Optional<Takeover>> taken =
          new TakeDestinations().execute(connection, List.of(new Claim(id, 2), new Claim(id, 1)));
      assertThat(taken.getFirst().orElseThrow().epoch()).isEqualTo(before.epoch() + 1);
      assertThat(taken.getLast()).isEmpty();
    }
    assertThat(take(id).getFirst()).isEmpty();
  }

  private List<Optional<Stored>> store(Delivery... deliveries) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return new StoreDeliveries().execute(connection, List.of(deliveries));
    }
  }

  private static Delivery accepted(Takeover taken, long notification) {
    return new Delivery(
        taken.target().id(),
        taken.epoch(),
        taken.state().succeeded(null).at(notification),
        new Attempt(
            Long.toString(notification),
            1,
            NOW,
            Result.ACCEPTED,
            200,
            null,
            "ok\0",
            Duration.ofMillis(5)),
        NoticeChange.NONE,
        NOW);
  }

  private static DeliveryState redelivered(Takeover taken, long notification) {
    Redelivery range = Objects.requireNonNull(taken.state().redelivery());
    return taken.state().redelivering(range.after(notification));
  }

  private long done(long destination) {
    return client
        .sql("select done_id from delivery_state where destination_id = ?")
        .param(destination)
        .query(Long.class)
        .single();
  }

  @Test
  void oneThatHasLostItsDestinationMovesNoCursor() throws SQLException {
    long lost = destination();
    long kept = destination();
    List<Optional<Takeover>> first = take(lost, kept);
    Takeover second = take(lost).getFirst().orElseThrow();
    assertThat(
            store(
                accepted(first.get(0).orElseThrow(), 11), accepted(first.get(1).orElseThrow(), 11)))
        .containsExactly(Optional.empty(), Optional.of(new Stored(20, true)));
    assertThat(done(lost)).isEqualTo(10);
    assertThat(done(kept)).isEqualTo(11);
    assertThat(store(accepted(first.get(0).orElseThrow(), 11), accepted(second, 12)))
        .containsExactly(Optional.empty(), Optional.of(new Stored(20, true)));
    assertThat(done(lost)).isEqualTo(12);
    assertThat(
            client
                .sql("select message_id from delivery_attempt order by destination_id")
                .query(String.class)
                .list())
        .containsExactly("12", "11");
  }

  @Test
  void nobodyTakesWhatNothingMayBeSentTo() throws SQLException {
    long off = destination();
    long disabled = destination();
    long unconfirmed = destination();
    client.sql("update destination set enabled = false where id = ?").param(off).update();
    client
        .sql("update destination set confirmed_at = null where id = ?")
        .param(unconfirmed)
        .update();
    client
        .sql(
            "update delivery_state set disabled_at = now(), disabled_reason = 'gone' where destination_id = ?")
        .param(disabled)
        .update();
    assertThat(take(off, disabled, unconfirmed, 999L)).containsOnly(Optional.empty());
    long fine = destination();
    assertThat(take(fine).getFirst()).isPresent();
    client.sql("update account set disabled_at = now() where id = ?").param(account).update();
    assertThat(take(fine).getFirst()).isEmpty();
  }

  @Test
  void whatIsStoredIsTakenOverAsItIs() throws SQLException {
    long id = destination();
    Takeover taken = take(id).getFirst().orElseThrow();
    DeliveryState state =
        new DeliveryState(
            15,
            3,
            NOW,
            "HTTP status 503",
            NOW.plusSeconds(5),
            new DeliveryState.MessageAttempts(2, 1),
            new Summary(16, 18, 3, 7, NOW, true),
            null,
            null);
    store(new Delivery(id, taken.epoch(), state, null, NoticeChange.NONE, NOW));
    assertThat(take(id).getFirst().orElseThrow().state()).isEqualTo(state);
  }

  @Test
  void keepsTheNewestAttempts() throws SQLException {
    long id = destination();
    Takeover taken = take(id).getFirst().orElseThrow();
    StoreDeliveries storing = new StoreDeliveries();
    try (Connection connection = database.dataSource().getConnection()) {
      for (int notification = 1; notification <= StoreDeliveries.KEPT + 5; notification++) {
        storing.execute(connection, List.of(accepted(taken, notification)));
      }
    }
    assertThat(
            client
                .sql(
                    "select min(number) || ' ' || max(number) || ' ' || count(*) from delivery_attempt")
                .query(String.class)
                .single())
        .isEqualTo("6 1005 1000");
  }

  @Test
  void aRedeliveryEndsWithItsLastNotification() throws SQLException {
    long id = destination();
    client
        .sql("insert into redelivery (destination_id, next_id, last_id) values (?, 3, 4)")
        .param(id)
        .update();
    Takeover taken = take(id).getFirst().orElseThrow();
    DeliveryState first = redelivered(taken, 3);
    store(new Delivery(id, taken.epoch(), first, null, NoticeChange.NONE, NOW));
    assertThat(take(id).getFirst().orElseThrow().state().redelivery())
        .isEqualTo(new Redelivery(1, 4, 4, 0));
    Takeover again = take(id).getFirst().orElseThrow();
    store(new Delivery(id, again.epoch(), redelivered(again, 4), null, NoticeChange.NONE, NOW));
    assertThat(client.sql("select count(*) from redelivery").query(Long.class).single()).isZero();
    assertThat(done(id)).isEqualTo(10);
  }
}
