package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.telegram.BotApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A Bot API that does not answer. */
@ExtendWith(OutputCaptureExtension.class)
class TelegramOutageTest {

  @Test
  void nothingIsAddedAndTheLogIsQuietUntilItAnswers(CapturedOutput output) {
    try (BotApi api = BotApi.start()) {
      api.setDown(true);
      try (TestWebserver webserver = TestWebserver.alone(TestTelegram.settings(api))) {
        Eventually.until(() -> api.requests() >= 3);
        TestAccount account = TestDestination.account(webserver);
        HttpCaller caller = account.at(webserver);
        HttpCaller.Answer answer = caller.post("/api/v1/destinations", "{\"kind\":\"telegram\"}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("unavailable");
        assertThat(answer.text("detail")).isEqualTo("Telegram (getMe): Bad Gateway");
        assertThat(caller.get("/api/v1/destinations").json().path("destinations").isEmpty())
            .isTrue();
        api.setDown(false);
        TestTelegram.create(webserver, account).linkTo(api.chats().person(1, "Anna"));
      }
      assertThat(output.getAll())
          .containsOnlyOnce("Cannot read commands from Telegram chats, retrying")
          .containsOnlyOnce("Telegram is available again")
          .doesNotContain(BotApi.TOKEN)
          .doesNotContain("(bug)");
    }
  }
}
