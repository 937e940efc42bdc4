package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** E-mail where the mail server refuses, is away, or leaves its answer out. */
@ExtendWith(OutputCaptureExtension.class)
abstract class EmailFailures extends EmailFixture {

  @Test
  void hasTheSameMessageIdAtEveryAttempt() {
    TestDestination email = confirmed();
    mail.gate().refuse(".", "451 4.3.0 try again");
    String id = fire();
    email.awaitStatus("failing");
    assertThat(email.view().path("status_reason").asString())
        .isEqualTo("the mail server responded with 451");
    mail.gate().acceptAll();
    email.hurryUntil(() -> mail.mailsTo(address).size() == 2);
    email.awaitStatus("ok");
    String messageId = "<" + id + "." + email.id() + "@coinpanel.example>";
    assertThat(mail.gate().messageIds().stream().filter(messageId::equals)).hasSize(2);
    assertThat(email.attempts()).containsExactly(id + " 1 failed", id + " 2 accepted");
  }

  @Test
  void goesOnAfterAMessageThatIsRefusedThreeTimes() {
    TestDestination email = confirmed();
    mail.gate().refuse(".", "554 5.7.1 looks like spam");
    String id = fire();
    email.hurryUntil(() -> email.attempts().size() == 3);
    mail.gate().acceptAll();
    assertThat(email.attempts())
        .containsExactly(id + " 1 refused", id + " 2 refused", id + " 3 failed");
    String next = fire();
    email.hurryUntil(() -> mail.mailsTo(address).size() == 2);
    assertThat(mail.await(address, 2).header("Message-ID")).startsWith("<" + next + ".");
  }

  @Test
  void isNotAddedWhereTheMailServerDoesNotTakeIt() {
    mail.gate().refuse("RCPT", "550 5.1.1 no such mailbox");
    HttpCaller.Answer refused = post(address);
    assertThat(refused.status()).isEqualTo(UNPROCESSABLE);
    assertThat(refused.text("field")).isEqualTo("address");
    assertThat(refused.text("detail")).contains("550 5.1.1 no such mailbox");

    mail.gate().refuse("EHLO", "");
    HttpCaller.Answer away = post(address);
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.text("detail"))
        .isEqualTo(
            "no confirmation mail could be sent, try again later:"
                + " the mail server cannot be reached");
    assertThat(account.at(webserver).get(PATH).json().path("destinations")).isEmpty();
    mail.gate().acceptAll();
    assertThat(post(address).status()).isEqualTo(201);
  }

  @Test
  void twoInvitationsAtOnceAreSentAndOneLinkWorks() throws Exception {
    TestDestination email = create();
    List<CompletableFuture<HttpCaller.Answer>> answers;
    try (Connection holder = webserver.bean(DataSource.class).getConnection()) {
      holder.setAutoCommit(false);
      try (Statement holding = holder.createStatement()) {
        holding.execute("delete from confirmation where destination_id = " + email.id());
      }
      answers =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> sendAgain(email)))
              .limit(2)
              .toList();
      Eventually.until(() -> webserver.lockWaiters() == 2);
      holder.rollback();
    }
    for (CompletableFuture<HttpCaller.Answer> answer : answers) {
      assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
    assertThat(
            List.of(
                confirm(mail.await(address, 2).code()).status(),
                confirm(mail.await(address, 3).code()).status()))
        .containsExactlyInAnyOrder(200, 404);
  }

  @Test
  void anInvitationThatMayHaveArrivedCountsAndItsLinkWorks() {
    mail.gate().refuse(".", "");
    TestDestination email = create();
    for (int i = 0; i < 4; i++) {
      assertThat(sendAgain(email).status()).isEqualTo(200);
    }
    assertThat(sendAgain(email).status()).isEqualTo(429);
    assertThat(confirm(mail.await(address, 5).code()).status()).isEqualTo(200);
  }

  @Test
  void anAlertThatMayHaveArrivedIsRepeatedWithTheSameId() {
    TestDestination email = confirmed();
    mail.gate().refuse(".", "");
    String id = fire();
    email.awaitStatus("failing");
    assertThat(email.view().path("status_reason").asString())
        .isEqualTo("the mail server did not say whether it accepted the mail");
    mail.gate().acceptAll();
    email.hurryUntil(() -> mail.mailsTo(address).size() == 3);
    email.awaitStatus("ok");
    assertThat(mail.await(address, 3).header("Message-ID"))
        .isEqualTo(mail.await(address, 2).header("Message-ID"));
    assertThat(email.attempts()).containsExactly(id + " 1 failed", id + " 2 accepted");
  }

  @Test
  void signsInToTheMailServerOverTls() {
    confirmed();
    assertThat(mail.gate().commands())
        .containsSubsequence("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA");
  }

  @Test
  void sendsNothingWithoutTheTlsThatIsRequired() {
    mail.gate().withholdTls();
    assertThat(post(address).status()).isEqualTo(503);
    assertThat(mail.gate().isPasswordExposed()).isFalse();
  }

  @Test
  void saysThatThePasswordIsWrongAndLogsNoPassword(CapturedOutput log) {
    TestDestination email = confirmed();
    mail.setPassword("another");
    try {
      fire();
      email.awaitStatus("failing");
      assertThat(email.view().path("status_reason").asString())
          .isEqualTo("the mail server rejected the user name or password of this server");
      assertThat(log.getAll()).contains("the mail server does not accept mail, retrying: ");
    } finally {
      mail.setPassword(TestMailServer.PASSWORD);
    }
    email.hurryUntil(() -> mail.mailsTo(address).size() == 2);
    email.awaitStatus("ok");
    assertThat(log.getAll())
        .doesNotContain(TestMailServer.PASSWORD, base64(TestMailServer.PASSWORD));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
