package io.coinpanel.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.cli.alert.ConditionOptions;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionText;
import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.model.Repeat;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConditionOptionsTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Command
  static final class Watching {
    @Parameters(arity = "0..1")
    private @Nullable String threshold;

    @Mixin private ConditionOptions options = new ConditionOptions();
  }

  private static Condition parse(String line) throws InvalidConditionException {
    Watching watching = new Watching();
    new CommandLine(watching).parseArgs(line.split(" ", -1));
    return watching.options.condition(watching.threshold);
  }

  private static WatchTerms terms(String line) throws InvalidConditionException {
    return new WatchTerms("BTCusdt", parse(line), Repeat.EVERY, 0, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "65000|BTCUSDT above 65000|btcusdt-above-65000",
        "65000 --cross|BTCUSDT across 65000|btcusdt-cross-65000",
        "--below 65000 --rearm 66000|BTCUSDT below 65000, rearmed at 66000|btcusdt-below-65000-rearm66000",
        "65000 --hold 5m|BTCUSDT above 65000 for 300 s|btcusdt-above-65000-hold300",
        "65000 --bar 1h|BTCUSDT above 65000 at closes of 1h|btcusdt-above-65000-bar1h",
        "--enter 64000 65000|BTCUSDT entering 64000 to 65000|btcusdt-enter-64000-65000",
        "--leave 1 2 --hold 90|BTCUSDT outside 1 to 2 for 90 s|btcusdt-leave-1-2-hold90",
        "--rise 2.5 --within 1h|BTCUSDT rising 2.5 % within 3600 s|btcusdt-rise-percent2.5-within3600",
        "--fall 7% --from 70000|BTCUSDT falling 7 %, tracked from 70000|btcusdt-fall-percent7-from70000",
        "--move 1|BTCUSDT moving 1 %|btcusdt-move-percent1",
        "--step 1000|BTCUSDT every 1000|btcusdt-step-1000",
        "--step 5%|BTCUSDT every 5 %|btcusdt-step-percent5",
      })
  void everyConditionHasWordsASessionAndACommand(String line, String words, String session)
      throws InvalidConditionException {
    WatchTerms terms = terms(line);
    assertThat(terms).hasToString(words);
    assertThat(terms.sessionName()).hasToString(session);
    JsonNode command = JSON.valueToTree(terms.command());
    assertThat(terms.hasSameCondition(sentBack(command))).isTrue();
    assertThat(ConditionText.of(terms.condition())).isEqualTo(words.substring("BTCUSDT ".length()));
  }

  private static JsonNode sentBack(JsonNode command) {
    return JSON.readTree(command.toString().replace("BTCusdt", "btcusdt"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "65000 --rearm 66000|--rearm of above must not be above threshold.",
        "65000 --hold 60 --bar 1h|--bar cannot be combined with hold_seconds.",
        "65000 --rise 5|THRESHOLD cannot be combined with rise, which takes percent, within_seconds, from.",
        "--rise 0|'The percentage must be a decimal number above 0 and up to 1000"
            + " with at most 4 decimals.'",
        "--enter 5 4|The lower price must not be above upper.",
        "65000 --hold 0|--hold must be a whole number from 1 to 86400.",
      })
  void aProblemNamesTheOption(String line, String problem) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOfSatisfying(
            InvalidConditionException.class,
            invalid -> assertThat(ConditionOptions.problem(invalid)).isEqualTo(problem));
  }

  @ParameterizedTest
  @CsvSource({"65000 --hold 5x", "--enter 5", "--rise 5 --fall 5", "65000 --hold 99999999d"})
  void whatCannotBeReadIsRefused(String line) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(ParameterException.class);
  }

  @Test
  void longNamesOfSessionsDiffer() throws InvalidConditionException {
    String price = "92233720367.1234567";
    Set<String> names = new HashSet<>();
    for (int last : List.of(1, 2)) {
      String line = "--enter " + price + last + " " + price + "9 --hold 60";
      WatchTerms terms =
          new WatchTerms(
              "averyveryverylongsymbol", parse(line), Repeat.ONCE_PER_MINUTE, 86_400, Map.of());
      names.add(terms.sessionName().text());
    }
    assertThat(names).hasSize(2).allSatisfy(name -> assertThat(name).hasSize(80));
  }

  @Test
  void anotherCooldownIsAnotherAlert() throws InvalidConditionException {
    WatchTerms terms = new WatchTerms("btcusdt", parse("65000"), Repeat.EVERY, 60, Map.of());
    JsonNode same = JSON.valueToTree(terms.command());
    assertThat(terms.isSatisfiedBy(same)).isTrue();
    assertThat(terms("65000").isSatisfiedBy(same)).isFalse();
  }
}
