package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.TestMailServer.Received;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** E-mail: who agrees to it, what arrives, and how it ends. */
@ExtendWith(OutputCaptureExtension.class)
class EmailTest {

  private static final String PATH = "/api/v1/destinations";
  private static final int UNPROCESSABLE = 422;

  private static TestMailServer mail;
  private static TestWebserver webserver;

  private TestAccount account;
  private String address;
  private long subscription;

  @BeforeAll
  static void start() {
    mail = TestMailServer.start();
    webserver =
        TestWebserver.alone(
            Stream.of(
                    Stream.of(TestDestination.SETTINGS),
                    mail.settings(),
                    Stream.of("--coinpanel.webserver.access=accounts"))
                .flatMap(some -> some)
                .toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    webserver.close();
    mail.close();
  }

  @BeforeEach
  void add() {
    mail.accepts();
    account = TestDestination.account(webserver);
    address = newAddress();
    subscription = account.subscribe(webserver, "1.5");
  }

  private static String newAddress() {
    return UUID.randomUUID() + "@example.org";
  }

  private static String fields(String address) {
    return "\"kind\":\"email\",\"address\":\"" + address + "\"";
  }

  private HttpCaller.Answer post(String address) {
    return account.at(webserver).post(PATH, "{" + fields(address) + "}");
  }

  private TestDestination create() {
    return TestDestination.create(webserver, account, fields(address));
  }

  /** One whose button was pressed. */
  private TestDestination confirmed() {
    TestDestination email = create();
    assertThat(confirm(mail.await(address, 1).code()).status()).isEqualTo(200);
    return email;
  }

  /** As anybody may. */
  private static HttpCaller anybody() {
    return HttpCaller.local(webserver.port());
  }

  private static HttpCaller.Answer confirm(String code) {
    return anybody().post("/api/v1/confirmation", "{\"code\":\"" + code + "\"}");
  }

  private static HttpCaller.Answer sendAgain(TestDestination email) {
    return email.caller().post(email.path() + "/confirmation", "");
  }

  private static String status(TestDestination email) {
    return email.view().path("status").asString();
  }

  private String fire() {
    return Long.toString(webserver.ingestion().fire(subscription, "1", "2"));
  }

  @Test
  void getsWhatFiresAfterItsButtonWasPressed(CapturedOutput log) {
    TestDestination email = create();
    assertThat(status(email)).isEqualTo("unconfirmed");
    assertThat(email.view().path("address").asString()).isEqualTo(address);
    fire();
    Received invitation = mail.await(address, 1);
    assertThat(invitation.header("From")).isEqualTo("CoinPanel <alerts@coinpanel.example>");
    assertThat(email.caller().post(email.path() + "/test", "").status()).isEqualTo(409);

    HttpCaller.Answer answer = confirm(invitation.code());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.text("address")).isEqualTo(address);
    assertThat(status(email)).isEqualTo("ok");
    String id = fire();
    Received alert = mail.await(address, 2);
    assertThat(alert.header("Message-ID"))
        .isEqualTo("<" + id + "." + email.id() + "@coinpanel.example>");
    assertThat(log.getAll()).doesNotContain(invitation.code(), alert.unsubscribePath());
  }

  @Test
  void programsThatFollowTheLinkDoNotConfirm() {
    TestDestination email = create();
    String code = mail.await(address, 1).code();
    HttpCaller.Answer page = anybody().get("/confirm");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<button", "/js/confirm.js");
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
    for (String file : List.of("confirm", "unsubscribe", "one-button")) {
      assertThat(anybody().get("/js/" + file + ".js").status()).isEqualTo(200);
    }
    assertThat(anybody().get("/api/v1/confirmation?code=" + code).status()).isEqualTo(405);
    assertThat(status(email)).isEqualTo("unconfirmed");
  }

  @Test
  void aCodeWorksOnce() {
    create();
    String code = mail.await(address, 1).code();
    assertThat(confirm(code).status()).isEqualTo(200);
    assertThat(confirm(code).status()).isEqualTo(404);
    assertThat(confirm("nonsense").text("code")).isEqualTo("not_found");
  }

  @Test
  void anExpiredCodeDoesNotConfirmAndAnotherOneDoes() {
    TestDestination email = create();
    webserver
        .database()
        .sql("update confirmation set expires_at = now() where destination_id = ?")
        .param(email.id())
        .update();
    String expired = mail.await(address, 1).code();
    assertThat(confirm(expired).status()).isEqualTo(404);
    assertThat(sendAgain(email).status()).isEqualTo(200);
    String fresh = mail.await(address, 2).code();
    assertThat(confirm(expired).status()).isEqualTo(404);
    assertThat(confirm(fresh).status()).isEqualTo(200);
    assertThat(sendAgain(email).status()).isEqualTo(409);
  }

  @Test
  void anAddressIsAskedFiveTimesADayWhoeverAsks() {
    TestDestination first = create();
    assertThat(sendAgain(first).status()).isEqualTo(200);
    assertThat(sendAgain(first).status()).isEqualTo(200);
    account = TestDestination.account(webserver);
    String variant = address.toUpperCase(Locale.ROOT).replace("@", "+x@");
    assertThat(post(variant).status()).isEqualTo(201);
    assertThat(post(address).status()).isEqualTo(201);

    HttpCaller.Answer refused = post(address);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("detail"))
        .isEqualTo("at most 5 confirmation mails a day for an address");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_400);
    assertThat(account.at(webserver).get(PATH).json().path("destinations")).hasSize(2);
    assertThat(sendAgain(first).status()).isEqualTo(429);
    assertThat(mail.mailsTo(address)).hasSize(4);
    assertThat(confirm(mail.await(address, 3).code()).status()).isEqualTo(200);

    webserver.database().sql("update confirmation_mail set day = day - 1").update();
    assertThat(post(address).status()).isEqualTo(201);
    assertThat(
            webserver
                .database()
                .sql("select count(*) from confirmation_mail")
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void anAccountAsksThirtyTimesADayWhateverComesOfIt() {
    mail.refuse("RCPT", "550 5.1.1 no such mailbox");
    for (int i = 0; i < 30; i++) {
      assertThat(post(newAddress()).status()).isEqualTo(UNPROCESSABLE);
    }
    mail.accepts();
    HttpCaller.Answer refused = post(address);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("detail"))
        .isEqualTo("at most 30 confirmation mails a day of an account");
    assertThat(mail.mailsTo(address)).isEmpty();
  }

  @Test
  void anAlertArrivesAsTextAndHtmlWithItsHeaders() {
    TestDestination email = confirmed();
    account
        .at(webserver)
        .patch("/api/v1/subscriptions/" + subscription, "{\"name\":\"<b>Moon & \\\"back\\\"\"}");
    fire();
    Received alert = mail.await(address, 2);
    assertThat(alert.subject()).isEqualTo("BTCUSDT rose above 1.5");
    assertThat(alert.header("Content-Type")).startsWith("multipart/alternative");
    assertThat(alert.text())
        .startsWith("BTCUSDT rose above 1.5: 2\n<b>Moon & \"back\"\n\n")
        .contains("https://coinpanel.example/unsubscribe/");
    assertThat(alert.part(1, "text/html"))
        .contains("BTCUSDT rose above 1.5: 2<br>\n&lt;b&gt;Moon &amp; &quot;back&quot;")
        .contains("href=\"https://coinpanel.example" + alert.unsubscribePath() + "\"");
    assertThat(alert.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(alert.header("Date")).isNotEmpty();
    assertThat(alert.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    assertThat(email.view().toString()).doesNotContain("unsubscribe");
  }

  @Test
  void aTestAndABurstArriveToo() {
    TestDestination email = confirmed();
    assertThat(email.caller().post(email.path() + "/test", "").text("outcome"))
        .isEqualTo("accepted");
    assertThat(mail.await(address, 2).subject()).isEqualTo("Test of CoinPanel");
    webserver.ingestion().fireMany(subscription, 37);
    Received summary = mail.await(address, 3);
    assertThat(summary.subject()).isEqualTo("37 alerts, the newest: BTCUSDT rose above 1.5");
    assertThat(summary.text()).startsWith("37 alerts. The newest: BTCUSDT rose above 1.5: 2\n");
  }

  @Test
  void hasTheSameMessageIdAtEveryAttempt() {
    TestDestination email = confirmed();
    mail.refuse(".", "451 4.3.0 try again");
    String id = fire();
    email.awaitStatus("failing");
    assertThat(email.view().path("status_reason").asString())
        .isEqualTo("the mail server answered 451");
    mail.accepts();
    email.hurryUntil(() -> mail.mailsTo(address).size() == 2);
    email.awaitStatus("ok");
    String messageId = "<" + id + "." + email.id() + "@coinpanel.example>";
    assertThat(mail.messageIds().stream().filter(messageId::equals)).hasSize(2);
    assertThat(email.attempts()).containsExactly(id + " 1 failed", id + " 2 accepted");
  }

  @Test
  void goesOnAfterAMessageThatIsRefusedThreeTimes() {
    TestDestination email = confirmed();
    mail.refuse(".", "554 5.7.1 looks like spam");
    String id = fire();
    email.hurryUntil(() -> email.attempts().size() == 3);
    mail.accepts();
    assertThat(email.attempts())
        .containsExactly(id + " 1 refused", id + " 2 refused", id + " 3 failed");
    String next = fire();
    email.hurryUntil(() -> mail.mailsTo(address).size() == 2);
    assertThat(mail.await(address, 2).header("Message-ID")).startsWith("<" + next + ".");
  }

  @Test
  void isNotAddedWhereTheMailServerDoesNotTakeIt() {
    mail.refuse("RCPT", "550 5.1.1 no such mailbox");
    HttpCaller.Answer refused = post(address);
    assertThat(refused.status()).isEqualTo(UNPROCESSABLE);
    assertThat(refused.text("field")).isEqualTo("address");
    assertThat(refused.text("detail")).contains("550 5.1.1 no such mailbox");

    mail.refuse("EHLO", "");
    HttpCaller.Answer away = post(address);
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.text("detail"))
        .isEqualTo(
            "no confirmation mail could be sent, try again later:"
                + " the mail server cannot be reached");
    assertThat(account.at(webserver).get(PATH).json().path("destinations")).isEmpty();
    mail.accepts();
    assertThat(post(address).status()).isEqualTo(201);
  }

  @Test
  void oneClickEndsTheMailsUntilTheAddressIsConfirmedAgain() {
    TestDestination email = confirmed();
    fire();
    String link = mail.await(address, 2).unsubscribePath();
    HttpCaller.Answer page = anybody().get(link);
    assertThat(page.body()).contains("<button", "/js/unsubscribe.js");
    assertThat(status(email)).isEqualTo("ok");

    HttpCaller program = anybody().with("Content-Type", "application/x-www-form-urlencoded");
    assertThat(program.post(link, "List-Unsubscribe=One-Click").status()).isEqualTo(200);
    assertThat(program.post(link, "List-Unsubscribe=One-Click").status()).isEqualTo(200);
    assertThat(status(email)).isEqualTo("disabled");
    assertThat(email.view().path("enabled").asBoolean()).isFalse();
    assertThat(email.view().path("status_reason").asString())
        .isEqualTo("unsubscribed by its receiver");

    fire();
    email.change("\"enabled\":true");
    assertThat(status(email)).isEqualTo("unconfirmed");
    assertThat(sendAgain(email).status()).isEqualTo(200);
    assertThat(confirm(mail.await(address, 3).code()).status()).isEqualTo(200);
    assertThat(status(email)).isEqualTo("ok");
    String id = fire();
    assertThat(mail.await(address, 4).header("Message-ID")).startsWith("<" + id + ".");
    assertThat(program.post(link, "List-Unsubscribe=One-Click").status()).isEqualTo(404);
    assertThat(status(email)).isEqualTo("ok");
  }

  @Test
  void anotherAddressHasToBeConfirmed() {
    TestDestination email = confirmed();
    String other = newAddress();
    email.change("\"address\":\"" + other + "\"");
    assertThat(status(email)).isEqualTo("unconfirmed");
    fire();
    assertThat(confirm(mail.await(other, 1).code()).text("address")).isEqualTo(other);
    String id = fire();
    assertThat(mail.await(other, 2).header("Message-ID")).startsWith("<" + id + ".");
    assertThat(mail.mailsTo(address)).hasSize(1);
    email.change("\"address\":\"" + other + "\"");
    assertThat(status(email)).isEqualTo("ok");
  }

  @Test
  void aCodeConfirmsOnlyTheAddressThatItWasSentTo() {
    TestDestination email = create();
    String code = mail.await(address, 1).code();
    mail.refuse("RCPT", "451 4.3.0 try again");
    String other = newAddress();
    HttpCaller.Answer changed =
        email.caller().patch(email.path(), "{\"address\":\"" + other + "\"}");
    assertThat(changed.status()).isEqualTo(503);
    assertThat(changed.text("detail")).endsWith("; the address is changed and unconfirmed");
    assertThat(email.view().path("address").asString()).isEqualTo(other);
    assertThat(confirm(code).status()).isEqualTo(404);
    assertThat(status(email)).isEqualTo("unconfirmed");
    mail.accepts();
    assertThat(sendAgain(email).status()).isEqualTo(200);
    assertThat(confirm(mail.await(other, 1).code()).status()).isEqualTo(200);
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (String wrong :
        List.of(
            "me",
            "me@localhost",
            "me@example.org, you@example.org",
            "me@example.org\\r\\nBcc: you@example.org",
            "Me <me@example.org>")) {
      HttpCaller.Answer answer = post(wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(UNPROCESSABLE);
      assertThat(answer.text("field")).isEqualTo("address");
    }
  }

  @Test
  void isListedAmongTheKindsOfTheServer() {
    assertThat(account.at(webserver).get(PATH).json().path("kinds").toString())
        .isEqualTo("[\"webhook\",\"email\",\"ntfy\",\"discord\",\"slack\"]");
  }
}
