package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a command in a chat. */
class ChatCommandTest {

  @ParameterizedTest
  @CsvSource({
    "/start abc, start, abc",
    "/START@coinBot abc, start, abc",
    "/mute, mute, ''",
    "'/mute   1 h ', mute, 1 h",
  })
  void readsNameAndArgument(String text, String name, String argument) {
    assertThat(ChatCommand.parse(text, "CoinBot")).contains(new ChatCommand(name, argument));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "start", "/", "/start@OtherBot abc", "/a-b", "hello /start"})
  void ignoresWhatIsNoneOrForAnotherBot(String text) {
    assertThat(ChatCommand.parse(text, "CoinBot")).isEmpty();
  }

  @Test
  void ignoresWhatIsTooLong() {
    assertThat(ChatCommand.parse("/start " + "a".repeat(200), "CoinBot")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"30m, 30", "1h, 60", "2 h, 120", "1d, 1440", "30d, 43200"})
  void readsTimes(String text, long minutes) {
    assertThat(MuteTime.parse(text)).contains(Duration.ofMinutes(minutes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0m", "31d", "1w", "-1h", "h", "99999999999h"})
  void refusesOtherTimes(String text) {
    assertThat(MuteTime.parse(text)).isEmpty();
  }
}
