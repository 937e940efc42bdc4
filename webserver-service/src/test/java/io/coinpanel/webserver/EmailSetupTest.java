package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Servers that are not, not wholly, or no longer set up for e-mail. */
@ExtendWith(OutputCaptureExtension.class)
class EmailSetupTest {

  private static final String PATH = "/api/v1/destinations";

  @Test
  void aServerIsReadyWithoutItsMailServer() {
    try (TestWebserver webserver =
        TestWebserver.alone(
            "--spring.mail.host=127.0.0.1",
            "--spring.mail.port=1",
            "--coinpanel.webserver.mail-from=alerts@coinpanel.example",
            "--coinpanel.webserver.public-url=https://coinpanel.example")) {
      assertThat(webserver.hasMade("mailSender")).isFalse();
      HttpCaller.Answer answer =
          TestDestination.account(webserver)
              .at(webserver)
              .post(PATH, "{\"kind\":\"email\",\"address\":\"me@example.org\"}");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text("detail")).contains("COINPANEL_SECRET_KEY");
    }
  }

  @Test
  void saysWhatIsMissingAndRefusesTheKind(CapturedOutput log) {
    try (TestWebserver webserver =
        TestWebserver.alone(
            "--spring.mail.host=127.0.0.1",
            "--coinpanel.webserver.mail-from=alerts@coinpanel.example")) {
      assertThat(log.getAll()).contains("no e-mail destinations: set COINPANEL_PUBLIC_URL too");
      TestAccount account = TestDestination.account(webserver);
      HttpCaller caller = account.at(webserver);
      assertThat(
              caller
                  .post(PATH, "{\"kind\":\"email\",\"address\":\"me@example.org\"}")
                  .text("field"))
          .isEqualTo("kind");

      String added = PATH + "/" + addBefore(webserver, account);
      assertThat(caller.post(added + "/test", "").text("error"))
          .isEqualTo("this server is not set up for email");
      assertThat(caller.post(added + "/confirmation", "").status()).isEqualTo(503);
    }
  }

  /** As when the server was set up for it. */
  private static long addBefore(TestWebserver webserver, TestAccount account) {
    return webserver
        .database()
        .sql(
            "insert into destination (account_id, kind, address, created_at, confirmed_at)"
                + " values (?, 'email', 'me@example.org', now(), now()) returning id")
        .param(account.id())
        .query(Long.class)
        .single();
  }
}
