package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Bar.ONE_MINUTE;
import static io.coinpanel.testkit.conditions.Condition.above;
import static io.coinpanel.testkit.conditions.Condition.below;
import static io.coinpanel.testkit.conditions.Condition.cross;
import static io.coinpanel.testkit.conditions.Condition.enter;
import static io.coinpanel.testkit.conditions.Condition.leave;
import static io.coinpanel.testkit.conditions.Example.example;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.conditions.Condition.Threshold;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BarTest {

  private static final Threshold ABOVE = above(100).bar(ONE_MINUTE);
  private static final Threshold CROSS = cross(100).bar(ONE_MINUTE);
  private static final Threshold REARM = ABOVE.rearm(90);

  static Stream<Example> closes() {
    return Stream.of(
        example("the first close against the baseline", ABOVE, "0:99 30:101 59:102 60:103", 2),
        example("not known before the end", ABOVE, "0:99 59.999:101"),
        example("crossings within a bar", ABOVE, "0:99 30:101 59:99 60:150 61:99 120:99"),
        example("close against close", ABOVE, "0:99 59:99 61:101 119:102 120:99", 3),
        example("at the end is the next bar", ABOVE, "0:99 60:101 120:101", 1),
        example("a baseline above", ABOVE, "30:101 59:102 60:99 120:99"),
        example("a close at the threshold", ABOVE, "0:99 59:100 119:101 120:101", 2),
        example("a row of trades", ABOVE, "0:99x2 59:101x3 60:99", 4),
        example("empty bars repeat the close", ABOVE, "0:99 59:101 300:99 301:101 360:101", 1),
        example("after empty bars", CROSS, "0:99 59:101 300:99 360:99", 1, 2),
        example("an old baseline", ABOVE, "0:99 3600:101 3659:98 3660:98"),
        example("below", below(100).bar(ONE_MINUTE), "0:101 59:99 60:101", 1),
        example("enter", enter(90, 100).bar(ONE_MINUTE), "0:89 30:101 59:95 60:95", 2),
        example("leave", leave(90, 100).bar(ONE_MINUTE), "0:95 30:200 59:95 119:89 120:9", 3));
  }

  static Stream<Example> gaps() {
    return Stream.of(
        example(
            "a bar with a gap is skipped",
            ABOVE,
            "0:99 59:99 61:101 !90:102 120:102 179:103 180:100",
            5),
        example("what closed before the gap", ABOVE, "0:99 59:101 60:99 !61:99 120:99", 1),
        example("all bars of a gap are skipped", ABOVE, "0:99 30:99 !130:101 200:101 240:101", 3),
        example("a bar that ends in the gap", ABOVE, "0:99 30:101 !60:99 120:99 180:99"),
        example("an empty bar after the gap", ABOVE, "0:99 !30:101 120:90", 1),
        example("a gap to the bar's first trade", ABOVE, "0:99 !60:101 120:90 180:90"),
        example("a gap before the baseline", ABOVE, "0:99 !30:99 ^ 59:101 60:99", 2));
  }

  static Stream<Example> rearmed() {
    return Stream.of(
        example("not armed", REARM, "0:95 59:101 119:91 179:101 180:101", 1),
        example("armed by a close", REARM, "0:95 59:101 119:90 179:101 180:101", 1, 3),
        example("not by a trade within", REARM, "0:95 59:101 70:80 119:95 179:101 180:101", 1),
        example("a baseline beyond", REARM, "0:101 59:95 119:101 120:101"));
  }

  @ParameterizedTest
  @MethodSource({"closes", "gaps", "rearmed"})
  void fires(Example example) {
    example.check();
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_MINUTE, 60",
    "FIVE_MINUTES, 300",
    "FIFTEEN_MINUTES, 900",
    "ONE_HOUR, 3600",
    "FOUR_HOURS, 14400",
    "ONE_DAY, 86400"
  })
  void barEndsWhereItsLengthSays(Bar bar, long seconds) {
    String path = "0:99 %d:101 %d:102 %d:101".formatted(seconds - 1, seconds, 2 * seconds);

    assertThat(Replay.of(above(100).bar(bar), path).rows())
        .containsExactly("1: 101 after 99, UP at 100, bar end %d".formatted(seconds * 1_000));
  }

  @Test
  void previousPriceIsThatBeforeTheCarriedTrade() {
    assertThat(Replay.of(ABOVE, "0:99 30:101 59:102 60:103").rows())
        .containsExactly("2: 102 after 101, UP at 100, bar end 60000");
  }

  @Test
  void emptyBarAfterAGapCarriesTheTradeBefore() {
    assertThat(Replay.of(ABOVE, "0:99 !30:101 120:90").rows())
        .containsExactly("1: 101 after 99, UP at 100, bar end 120000");
  }
}
