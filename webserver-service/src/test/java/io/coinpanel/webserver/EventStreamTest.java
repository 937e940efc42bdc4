package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.ProtocolDocument;
import io.coinpanel.webserver.EventStreamClient.ServerEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Server-sent events of accounts, on two webservers of one database. */
@Timeout(120)
class EventStreamTest {

  private static TestDatabase database;
  private static TestWebserver webserver;
  private static TestWebserver other;

  @BeforeAll
  static void start() {
    database = TestDatabase.migrated();
    webserver = TestWebserver.start(database);
    webserver.ingestion().listSymbol("btcusdt", "BTC", "USDT", true);
    other = TestWebserver.start(database);
  }

  @AfterAll
  static void stop() {
    other.close();
    webserver.close();
    database.close();
  }

  private static List<String> fire(long subscription, int times) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      ids.add(Long.toString(webserver.ingestion().fire(subscription, "1", "2")));
    }
    return ids;
  }

  @Test
  void sendsNotificationsAsTheWebSocketDoes() throws IOException {
    TestAccount account = TestAccount.create(webserver);
    long subscription = account.subscribe(webserver, "1.5");
    try (EventStreamClient stream = EventStreamClient.open(webserver, account);
        EventStreamClient elsewhere = EventStreamClient.open(other, account)) {
      assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
      String id = fire(subscription, 1).getFirst();
      ServerEvent event = Objects.requireNonNull(stream.next());
      assertThat(event.id()).isEqualTo(id);
      assertThat(event.name()).isEqualTo("notification");
      ProtocolDocument.checkMessage(event.data());
      assertThat(event.data().path("id").asString()).isEqualTo(id);
      assertThat(Objects.requireNonNull(elsewhere.next()).data()).isEqualTo(event.data());
    }
  }

  @Test
  void resumesAtEveryWebserverExactlyAfterTheLastEvent() throws IOException {
    TestAccount account = TestAccount.create(webserver);
    long subscription = account.subscribe(webserver, "1.5");
    List<String> ids = new ArrayList<>(fire(subscription, 1));
    try (EventStreamClient stream = EventStreamClient.open(webserver, account, ids.getFirst())) {
      ids.addAll(fire(subscription, 3));
      assertThat(stream.nextIds(3)).isEqualTo(ids.subList(1, 4));
    }
    webserver.ingestion().fireMany(subscription, 120);
    ids.addAll(storedAfter(subscription, ids.getLast()));
    try (EventStreamClient stream = EventStreamClient.open(other, account, ids.get(2))) {
      ids.addAll(fire(subscription, 5));
      assertThat(stream.nextIds(ids.size() - 3)).isEqualTo(ids.subList(3, ids.size()));
    }
  }

  private static List<String> storedAfter(long subscription, String id) {
    return webserver
        .database()
        .sql(
            "select id::text from notification n where subscription_id = ? and id > ? order by n.id")
        .params(subscription, Long.parseLong(id))
        .query((row, number) -> row.getString(1))
        .list();
  }

  @Test
  void beginsAtThePresentWithoutALastEvent() throws IOException {
    TestAccount account = TestAccount.create(webserver);
    long subscription = account.subscribe(webserver, "1.5");
    String old = fire(subscription, 1).getFirst();
    try (EventStreamClient before = EventStreamClient.open(webserver, account, old)) {
      List<String> fired = fire(subscription, 1);
      assertThat(before.nextIds(1)).isEqualTo(fired);
    }
    try (EventStreamClient stream = EventStreamClient.open(webserver, account)) {
      List<String> fired = fire(subscription, 1);
      assertThat(stream.nextIds(1)).isEqualTo(fired);
    }
  }

  @Test
  void saysThatSomeAreNoLongerStored() throws IOException {
    TestAccount account = TestAccount.create(webserver);
    long subscription = account.subscribe(webserver, "1.5");
    List<String> ids = fire(subscription, 3);
    webserver.ingestion().dropByRetention(account.id(), Long.parseLong(ids.get(0)));
    webserver.ingestion().dropByRetention(account.id(), Long.parseLong(ids.get(1)));
    try (EventStreamClient stream = EventStreamClient.open(webserver, account, ids.get(0))) {
      ServerEvent gap = Objects.requireNonNull(stream.next());
      assertThat(gap.name()).isEqualTo("gap");
      assertThat(gap.id()).isEmpty();
      assertThat(stream.nextIds(1)).isEqualTo(ids.subList(2, 3));
    }
    try (EventStreamClient stream = EventStreamClient.open(webserver, account, ids.get(1))) {
      assertThat(Objects.requireNonNull(stream.next()).id()).isEqualTo(ids.get(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "-1", "1e3", "999999999999999999"})
  void refusesALastEventThatIsNone(String last) {
    TestAccount account = TestAccount.create(webserver);
    try (EventStreamClient stream = EventStreamClient.open(webserver, account, last)) {
      assertThat(stream.status()).isEqualTo(400);
      assertThat(stream.header("Content-Type")).startsWith("application/problem+json");
    }
  }

  @Test
  void refusesALastEventOfSomebodyElse() {
    TestAccount account = TestAccount.create(webserver);
    String id = fire(account.subscribe(webserver, "1.5"), 1).getFirst();
    TestAccount stranger = TestAccount.create(webserver);
    try (EventStreamClient stream = EventStreamClient.open(webserver, stranger, id)) {
      assertThat(stream.status()).isEqualTo(400);
    }
  }

  @Test
  void sendsNothingOfOthersOrOfWhatIsUnsubscribed() throws IOException {
    TestAccount account = TestAccount.create(webserver);
    long kept = account.subscribe(webserver, "1.5");
    long ended = account.subscribe(webserver, "1.6");
    TestAccount stranger = TestAccount.create(webserver);
    long foreign = stranger.subscribe(webserver, "1.5");
    try (EventStreamClient stream = EventStreamClient.open(webserver, account)) {
      account.at(webserver).delete("/api/v1/subscriptions/" + ended);
      fire(ended, 1);
      fire(foreign, 1);
      List<String> fired = fire(kept, 1);
      assertThat(stream.nextIds(1)).isEqualTo(fired);
    }
  }

  @Test
  void aClientThatDoesNotReadDelaysNobodyAndMissesNothing() throws IOException {
    int many = 20_000;
    TestAccount account = TestAccount.create(webserver);
    long subscription = account.subscribe(webserver, "1.5");
    String first = fire(subscription, 1).getFirst();
    try (EventStreamClient slow = EventStreamClient.open(webserver, account, first);
        EventStreamClient quick = EventStreamClient.open(webserver, account, first)) {
      webserver.ingestion().fireMany(subscription, many);
      TestAccount bystander = TestAccount.create(webserver);
      long own = bystander.subscribe(webserver, "1.5");
      try (EventStreamClient unaffected = EventStreamClient.open(webserver, bystander)) {
        List<String> fired = fire(own, 1);
        assertThat(unaffected.nextIds(1)).isEqualTo(fired);
      }
      List<String> ids = quick.nextIds(many);
      String last = fire(subscription, 1).getFirst();
      assertThat(quick.nextIds(1)).containsExactly(last);
      assertThat(slow.nextIds(many)).isEqualTo(ids).doesNotHaveDuplicates();
      assertThat(slow.nextIds(1)).containsExactly(last);
    }
  }

  @Test
  void endsWithItsCredential() throws IOException {
    TestAccount account = TestAccount.create(webserver);
    TestAccount same = account.withKey(webserver, "subscriptions:read", "subscriptions:write");
    long subscription = account.subscribe(webserver, "1.5");
    try (EventStreamClient revoked = EventStreamClient.open(webserver, account);
        EventStreamClient kept = EventStreamClient.open(webserver, same)) {
      account.revokeKey(webserver);
      assertThat(revoked.next()).isNull();
      List<String> fired = fire(subscription, 1);
      assertThat(kept.nextIds(1)).isEqualTo(fired);
    }
  }

  @Test
  void isForgottenWhenItsClientIsGone() {
    TestAccount account = TestAccount.create(webserver);
    double before = webserver.metric("coinpanel_webserver_streams");
    EventStreamClient stream = EventStreamClient.open(webserver, account);
    assertThat(webserver.metric("coinpanel_webserver_streams")).isEqualTo(before + 1);
    long subscription = account.subscribe(webserver, "1.5");
    stream.close();
    Eventually.until(
        () -> {
          fire(subscription, 1);
          return webserver.metric("coinpanel_webserver_streams") <= before;
        });
  }
}
