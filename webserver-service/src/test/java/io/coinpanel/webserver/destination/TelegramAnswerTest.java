package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What answers of the Bot API mean for a message. */
class TelegramAnswerTest {

  private static TelegramAnswer answer(int status, String body) {
    return TelegramAnswer.of(new HttpAnswer(status, body, null), new JsonMapper().readTree(body));
  }

  @ParameterizedTest
  @CsvSource({
    "403, Forbidden: bot was blocked by the user, Gone",
    "403, Forbidden: bot was kicked from the group chat, Gone",
    "400, Bad Request: chat not found, Gone",
    "400, Bad Request: message is too long, Refused",
    "400, Bad Request: not enough rights to send text messages to the chat, Failed",
    "400, Bad Request: TOPIC_CLOSED, Failed",
    "401, Unauthorized, Failed",
    "404, Not Found, Failed",
    "500, Internal Server Error, Failed",
  })
  void onlyWhatIsAboutTheMessageRefusesIt(int status, String description, String outcome) {
    assertThat(answer(status, "{\"ok\":false,\"description\":\"" + description + "\"}").outcome())
        .satisfies(one -> Assertions.assertThat(one.getClass().getSimpleName()).isEqualTo(outcome));
  }

  @Test
  void saysWhenToTryAgain() {
    assertThat(
            answer(
                    429,
                    "{\"ok\":false,\"description\":\"slow\",\"parameters\":{\"retry_after\":7}}")
                .outcome())
        .isEqualTo(new AttemptOutcome.Failed(429, "slow", "slow", Duration.ofSeconds(7)));
  }

  @Test
  void aTokenThatIsNoneIsNotNamed() {
    TelegramSettings settings = new TelegramSettings("my secret", "https://example.org/");
    Assertions.assertThatThrownBy(settings::checkedToken).hasMessageNotContaining("secret");
    assertThat(settings.toString()).doesNotContain("secret");
    assertThat(settings.baseUri()).isEqualTo("https://example.org");
  }
}
