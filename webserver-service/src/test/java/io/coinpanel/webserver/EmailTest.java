package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.TestMailServer.Received;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** E-mail: who agrees to it, what arrives, and how it ends. */
@ExtendWith(OutputCaptureExtension.class)
class EmailTest extends EmailFixture {

  @BeforeAll
  static void start() {
    startServers();
  }

  @AfterAll
  static void stop() {
    stopServers();
  }

  /** With the same servers. */
  @Nested
  class Failures extends EmailFailures {}

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
    HttpCaller.Answer page = anybody().get("/confirm/" + code);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains(
            "<title>Confirm your address – CoinPanel",
            "/js/confirm.js",
            "<form id=\"form\" method=\"post\">",
            ">Confirm</button>")
        .doesNotContain("${");
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
    for (String file : List.of("confirm", "unsubscribe", "one-button")) {
      assertThat(anybody().get("/js/" + file + ".js").status()).isEqualTo(200);
    }
    assertThat(anybody().get("/api/v1/confirmation?code=" + code).status()).isEqualTo(405);
    assertThat(status(email)).isEqualTo("unconfirmed");
  }

  @Test
  void aFormConfirmsWithoutAScript() {
    TestDestination email = create();
    String page = "/confirm/" + mail.await(address, 1).code();
    HttpCaller form = anybody().with("Content-Type", "application/x-www-form-urlencoded");
    HttpCaller.Answer confirmed = form.post(page, "");
    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
    assertThat(confirmed.body()).contains(address);
    assertThat(status(email)).isEqualTo("ok");
    assertThat(form.post(page, "").status()).isEqualTo(404);
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
    assertThat(refused.text("detail")).isEqualTo("at most 5 confirmation mails a day per address");
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
    mail.gate().refuse("RCPT", "550 5.1.1 no such mailbox");
    for (int i = 0; i < 30; i++) {
      assertThat(post(newAddress()).status()).isEqualTo(UNPROCESSABLE);
    }
    mail.gate().acceptAll();
    HttpCaller.Answer refused = post(address);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("detail")).isEqualTo("at most 30 confirmation mails a day per account");
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
        .contains("\nUnsubscribe: https://coinpanel.example/unsubscribe/");
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
    assertThat(mail.await(address, 2).subject()).isEqualTo("CoinPanel test");
    webserver.ingestion().fireMany(subscription, 37);
    Received summary = mail.await(address, 3);
    assertThat(summary.subject()).isEqualTo("37 alerts, the newest: BTCUSDT rose above 1.5");
    assertThat(summary.text())
        .startsWith("37 alerts in 1 s. The newest: BTCUSDT rose above 1.5: 2\n");
  }

  @Test
  void oneClickEndsTheMailsUntilTheAddressIsConfirmedAgain() {
    TestDestination email = confirmed();
    fire();
    String link = mail.await(address, 2).unsubscribePath();
    HttpCaller.Answer page = anybody().get(link);
    assertThat(page.body()).contains("/js/unsubscribe.js", ">Unsubscribe</button>");
    assertThat(status(email)).isEqualTo("ok");

    HttpCaller program = anybody().with("Content-Type", "application/x-www-form-urlencoded");
    assertThat(program.post(link, "List-Unsubscribe=One-Click").status()).isEqualTo(200);
    assertThat(program.post(link, "List-Unsubscribe=One-Click").status()).isEqualTo(200);
    assertThat(status(email)).isEqualTo("disabled");
    assertThat(email.view().path("enabled").asBoolean()).isFalse();
    assertThat(email.view().path("status_reason").asString())
        .isEqualTo("unsubscribed by the recipient");

    assertThat(email.view().path("confirmed").asBoolean()).isFalse();

    fire();
    assertThat(sendAgain(email).status()).isEqualTo(200);
    assertThat(status(email)).isEqualTo("disabled");
    assertThat(confirm(mail.await(address, 3).code()).status()).isEqualTo(200);
    assertThat(status(email)).isEqualTo("ok");
    String id = fire();
    assertThat(mail.await(address, 4).header("Message-ID")).startsWith("<" + id + ".");
    assertThat(program.post(link, "List-Unsubscribe=One-Click").status()).isEqualTo(404);
    assertThat(status(email)).isEqualTo("ok");
  }

  @Test
  void anUnsubscribedOneThatIsEnabledStillHasToBeConfirmed() {
    TestDestination email = confirmed();
    fire();
    anybody().post(mail.await(address, 2).unsubscribePath(), "");
    email.change("\"enabled\":true");
    assertThat(status(email)).isEqualTo("unconfirmed");
  }

  @Test
  void theOthersAreSentThatSomebodyUnsubscribed() {
    try (TestReceiver receiver = TestReceiver.start()) {
      TestDestination email = confirmed();
      TestDestination.webhook(webserver, account, receiver.url());
      fire();
      String link = mail.await(address, 2).unsubscribePath();
      receiver.awaitCalls(1);
      assertThat(anybody().post(link, "").status()).isEqualTo(200);
      JsonNode notice = receiver.awaitCalls(2).getLast().json();
      assertThat(notice.path("type").asString()).isEqualTo("destination_disabled");
      assertThat(notice.path("data").path("id").asString()).isEqualTo(Long.toString(email.id()));
      assertThat(notice.path("data").path("reason").asString())
          .isEqualTo("unsubscribed by the recipient");
    }
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
    mail.gate().refuse("RCPT", "451 4.3.0 try again");
    String other = newAddress();
    HttpCaller.Answer changed =
        email.caller().patch(email.path(), "{\"address\":\"" + other + "\"}");
    assertThat(changed.status()).isEqualTo(503);
    assertThat(changed.text("detail")).endsWith("; the address was changed and is unconfirmed");
    assertThat(email.view().path("address").asString()).isEqualTo(other);
    assertThat(confirm(code).status()).isEqualTo(404);
    assertThat(status(email)).isEqualTo("unconfirmed");
    mail.gate().acceptAll();
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
