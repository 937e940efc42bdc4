package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.telegram.BotApi;
import io.coinpanel.testkit.telegram.BotChat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Chats of Telegram: linked by a code, sent to within limits, and asked from. */
class TelegramTest {

  private static final AtomicLong CHATS = new AtomicLong(100);
  private static final String ALERT = "BTCUSDT rose above 1.5: 2";

  private static BotApi api;
  private static TestWebserver webserver;

  private TestAccount account;
  private BotChat chat;

  @BeforeAll
  static void start() {
    api = BotApi.start();
    webserver = TestWebserver.alone(TestTelegram.settings(api));
  }

  @AfterAll
  static void stop() {
    webserver.close();
    api.close();
  }

  @BeforeEach
  void add() {
    account = TestDestination.account(webserver);
    chat = person("Anna");
  }

  private static BotChat person(String name) {
    return api.chats().person(CHATS.incrementAndGet(), name);
  }

  private TestTelegram create() {
    return TestTelegram.create(webserver, account);
  }

  private TestDestination link() {
    return create().linkTo(chat);
  }

  private long subscribe(String fields) {
    HttpCaller.Answer answer =
        account
            .at(webserver)
            .post("/api/v1/subscriptions", "{\"symbol\":\"btcusdt\"," + fields + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return Long.parseLong(answer.text("id"));
  }

  private static void fire(long subscription) {
    webserver.ingestion().fire(subscription, "1", "2");
  }

  private static void awaitMessage(BotChat chat, String text) {
    Eventually.passes(
        () -> assertThat(chat.received()).anyMatch(received -> received.contains(text)));
  }

  private static long count(BotChat chat, String text) {
    return chat.received().stream().filter(received -> received.contains(text)).count();
  }

  @Test
  void aChatIsLinkedByStartingTheBotWithTheCode() {
    TestTelegram telegram = create();
    long subscription = subscribe("\"threshold\":\"1.5\",\"name\":\"Moon\"");
    fire(subscription);
    TestDestination destination = telegram.linkTo(chat);
    fire(subscription);
    awaitMessage(chat, ALERT);
    assertThat(chat.received()).hasSize(2).last().isEqualTo(ALERT + "\nMoon");
    JsonNode view = destination.view();
    assertThat(view.path("address").asString()).isEqualTo("Anna");
    assertThat(view.has("link")).isFalse();
    assertThat(destination.caller().post(destination.path() + "/test", "").text("outcome"))
        .isEqualTo("accepted");
    awaitMessage(chat, "This is a test");
  }

  @Test
  void aListNamesTheKindsThatTheServerHas() {
    assertThat(account.at(webserver).get("/api/v1/destinations").json().path("kinds").toString())
        .contains("\"telegram\"");
  }

  @Test
  void nothingIsSentBeforeTheChatIsLinked() {
    TestDestination destination = create().destination();
    assertThat(destination.caller().post(destination.path() + "/test", "").status()).isEqualTo(409);
  }

  @Test
  void codesThatAreWrongUsedReplacedOrExpiredAreAnsweredKindly() {
    chat.write("/start nonsense");
    awaitMessage(chat, "codes work once");
    TestTelegram telegram = create();
    telegram.linkTo(chat);
    BotChat other = person("Bob");
    other.write("/start " + telegram.code());
    awaitMessage(other, "codes work once");
    chat.write("/start " + telegram.code());
    awaitMessage(chat, "This chat is linked: alerts arrive here");

    TestTelegram late = create();
    webserver
        .database()
        .sql("update confirmation set expires_at = now() - interval '1 minute'")
        .update();
    BotChat slow = person("Carl");
    slow.write("/start " + late.code());
    awaitMessage(slow, "codes work once");
    assertThat(late.destination().view().path("status").asString()).isEqualTo("unconfirmed");

    HttpCaller.Answer again =
        account.at(webserver).post(late.destination().path() + "/confirmation", "");
    assertThat(again.text("link")).isNotEqualTo(late.link());
    new TestTelegram(late.destination(), again.text("link")).linkTo(person("Dora"));
    assertThat(late.destination().view().path("address").asString()).isEqualTo("Dora");
  }

  @Test
  void aGroupIsLinkedByTheCommandThatNamesTheBot() {
    BotChat group = api.chats().group(CHATS.incrementAndGet(), "Traders");
    TestTelegram telegram = create();
    group.write("/start@AnotherBot " + telegram.code());
    group.write("/start@" + BotApi.USERNAME + " " + telegram.code());
    telegram.destination().awaitStatus("ok");
    assertThat(telegram.destination().view().path("address").asString()).isEqualTo("Traders");
    fire(subscribe("\"threshold\":\"1.5\""));
    awaitMessage(group, ALERT);
  }

  @Test
  void aGroupThatBecomesASupergroupKeepsItsAlerts() {
    BotChat group = api.chats().group(CHATS.incrementAndGet(), "Traders");
    TestDestination destination = create().linkTo(group);
    BotChat supergroup = group.upgrade();
    long subscription = subscribe("\"threshold\":\"1.5\"");
    fire(subscription);
    awaitMessage(supergroup, ALERT);
    supergroup.write("/alerts");
    awaitMessage(supergroup, "1 alert:");
    assertThat(destination.view().path("status").asString()).isEqualTo("ok");
    assertThat(count(group, ALERT)).isZero();
  }

  @Test
  void aChatThatBlocksTheBotGetsNothingUntilTheDestinationIsTurnedOn() {
    TestDestination destination = link();
    chat.block(true);
    fire(subscribe("\"threshold\":\"1.5\""));
    destination.awaitStatus("disabled");
    assertThat(destination.view().path("status_reason").asString()).contains("gone (403)");
    chat.block(false);
    destination.change("\"enabled\":true");
    awaitMessage(chat, ALERT);
  }

  @Test
  void waitsAsLongAsTelegramAsks() {
    TestDestination destination = link();
    chat.refuseOnce(Duration.ofMinutes(10));
    fire(subscribe("\"threshold\":\"1.5\""));
    destination.awaitStatus("failing");
    Instant next = Instant.parse(destination.view().path("next_attempt_at").asString());
    assertThat(next).isAfter(Instant.now().plusSeconds(300));
    destination.hurryUntil(() -> count(chat, ALERT) == 1);
  }

  @Test
  void keepsTheLimitsOfAChatAndOfAll() {
    List<BotChat> chats = new ArrayList<>(List.of(chat));
    link();
    // Two destinations share a chat.
    link();
    for (int i = 0; i < 8; i++) {
      chats.add(person("Person " + i));
      create().linkTo(chats.getLast());
    }
    long subscription = subscribe("\"threshold\":\"1.5\"");
    long begun = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      fire(subscription);
    }
    Eventually.passes(
        () -> {
          assertThat(count(chat, ALERT)).isEqualTo(6);
          assertThat(chats.subList(1, chats.size())).allMatch(other -> count(other, ALERT) == 3);
        });
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(5));
  }

  @Test
  void aMutedChatGetsOneSummaryAfterwards() {
    TestDestination destination = link();
    chat.write("/mute 1h");
    awaitMessage(chat, "Muted for 1 h");
    assertThat(Instant.parse(destination.view().path("muted_until").asString()))
        .isAfter(Instant.now().plusSeconds(3_000));
    long subscription = subscribe("\"threshold\":\"1.5\"");
    fire(subscription);
    fire(subscription);
    Eventually.until(() -> isWaiting(destination));
    assertThat(count(chat, ALERT)).isZero();
    chat.write("/mute off");
    awaitMessage(chat, "2 alerts");
    assertThat(count(chat, ALERT)).isEqualTo(1);
    assertThat(destination.view().has("muted_until")).isFalse();
    fire(subscription);
    Eventually.passes(() -> assertThat(chat.received()).last().isEqualTo(ALERT));
  }

  @Test
  void anotherChatBeginsAnew() {
    TestDestination destination = link();
    chat.write("/mute 1h");
    awaitMessage(chat, "Muted for 1 h");
    long subscription = subscribe("\"threshold\":\"1.5\"");
    fire(subscription);
    Eventually.until(() -> isWaiting(destination));
    HttpCaller.Answer again = account.at(webserver).post(destination.path() + "/confirmation", "");
    BotChat other = person("Bob");
    new TestTelegram(destination, again.text("link")).linkTo(other);
    assertThat(destination.view().has("muted_until")).isFalse();
    fire(subscription);
    awaitMessage(other, ALERT);
    assertThat(other.received()).hasSize(2);
    assertThat(count(chat, ALERT)).isZero();
  }

  private static boolean isWaiting(TestDestination destination) {
    return webserver
        .database()
        .sql(
            "select exists (select from scheduled_tasks where task_instance = ?"
                + " and execution_time > now() + interval '10 minutes' and not picked)")
        .param(Long.toString(destination.id()))
        .query(Boolean.class)
        .single();
  }

  @Test
  void listsTheAlertsThatComeToTheChat() {
    link();
    chat.write("/alerts");
    awaitMessage(chat, "No alerts");
    subscribe("\"threshold\":\"1.5\",\"name\":\"Moon\"");
    subscribe("\"threshold\":\"1.6\",\"destinations\":[]");
    subscribe("\"condition\":\"fall\",\"percent\":\"5\",\"within_seconds\":60");
    chat.write("/alerts@" + BotApi.USERNAME);
    awaitMessage(chat, "2 alerts");
    assertThat(chat.received())
        .last()
        .isEqualTo(
            """
            2 alerts, newest first:
            BTCUSDT falling 5 % within 60 s
            BTCUSDT above 1.5 · Moon""");
  }

  @Test
  void aListThatIsTooLongSaysHowManyThereAre() {
    link();
    for (int i = 0; i < 60; i++) {
      subscribe("\"threshold\":\"2.%d\",\"name\":\"%s\"".formatted(i + 100, "n".repeat(90)));
    }
    chat.write("/alerts");
    awaitMessage(chat, "60 alerts");
    String list = chat.received().getLast();
    int lines = (int) list.lines().count();
    assertThat(list).contains("BTCUSDT above 2.159").endsWith("… and " + (62 - lines) + " more");
  }

  @Test
  void commandsAreForLinkedChatsAndHelpSaysWhichThereAre() {
    chat.write("/alerts");
    awaitMessage(chat, "This chat gets no alerts yet");
    link();
    chat.write("/help");
    awaitMessage(chat, "/mute 1h holds them back");
    chat.write("/mute tomorrow");
    awaitMessage(chat, "Say for how long");
    chat.write("/mute");
    awaitMessage(chat, "Not muted.");
  }

  @Test
  void aFloodOfCommandsIsBoundedAndOthersAreAnswered() {
    link();
    for (int i = 0; i < 200; i++) {
      chat.write("/help");
    }
    BotChat other = person("Bob");
    other.write("/help");
    awaitMessage(other, "This chat gets no alerts yet");
    assertThat(chat.received()).hasSizeLessThan(30);
  }
}
