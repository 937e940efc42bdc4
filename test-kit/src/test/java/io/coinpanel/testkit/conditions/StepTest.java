package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Example.example;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.conditions.Condition.AmountStep;
import io.coinpanel.testkit.conditions.Condition.PercentStep;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepTest {

  private static final AmountStep TENS = new AmountStep(10);
  private static final PercentStep TENTHS = new PercentStep(100_000);
  private static final Terms COOLING = Terms.of(TENS).cooldown(10);

  static Stream<Example> amounts() {
    return Stream.of(
        example("over a line", TENS, "95 99 101", 2),
        example("at a line", TENS, "95 100 101", 2),
        example("down from a line", TENS, "105 100 99", 2),
        example("the same line again", TENS, "95 101 99 101", 1),
        example("another line", TENS, "95 101 99 89 91", 1, 3),
        example("back to a line before", TENS, "95 101 111 109 99", 1, 2, 4),
        example("several lines, once", TENS, "95 145", 1),
        example("a baseline on a line, up", TENS, "100 101 99"),
        example("a baseline on a line, down", TENS, "100 99 101"),
        example("from the baseline's line to the next", TENS, "100 110 111", 2),
        example("over the baseline's line and another", TENS, "100 89", 1),
        example("a line touched and left", TENS, "99 100 99", 2),
        example("no move", TENS, "100 100 100"),
        example("over a gap", TENS, "95 !125", 1),
        example("no line at zero", new AmountStep(3), "2 1 2"),
        example("a step above the price", new AmountStep(1_000), "2 999 1000 1001", 3),
        example("no baseline yet", TENS, "^ 95 101", 1));
  }

  static Stream<Example> percents() {
    return Stream.of(
        example("the baseline's line", TENTHS, "100 101 99"),
        example("up and down", TENTHS, "100 111 99", 1, 2),
        example("of the baseline, not compound", TENTHS, "100 111 120 121", 1, 3),
        example("above, no whole price", new PercentStep(25_000), "101 103 104", 2),
        example("below, no whole price", new PercentStep(25_000), "101 99 98", 2),
        example("nearly twice", new PercentStep(999_999), "100 199 200", 2),
        example("nearly nothing", new PercentStep(999_999), "100 1"),
        example(
            "beyond 64 bits",
            new PercentStep(500_000),
            "9223372036854775807 4611686018427387904 4611686018427387903",
            2));
  }

  static Stream<Example> dropped() {
    return Stream.of(
        example("a dropped line is not remembered", COOLING, "0:95 1:101 2:111 12:109", 1, 3),
        example("nor postponed", COOLING, "0:95 1:101 2:111 12:112", 1));
  }

  @ParameterizedTest
  @MethodSource({"amounts", "percents", "dropped"})
  void fires(Example example) {
    example.check();
  }

  @Test
  void levelIsTheFarthestLine() {
    assertThat(Replay.of(TENS, "95 130").rows()).containsExactly("1: 130 after 95, UP at 120");
    assertThat(Replay.of(TENS, "125 90").rows()).containsExactly("1: 90 after 125, DOWN at 100");
    assertThat(Replay.of(TENTHS, "100 121").rows()).containsExactly("1: 121 after 100, UP at 120");
    assertThat(Replay.of(new PercentStep(25_000), "101 98").rows())
        .containsExactly("1: 98 after 101, DOWN at 98.475");
  }

  @Test
  void levelMayBeTheLineNotifiedLast() {
    assertThat(Replay.of(COOLING, "0:95 1:101 2:85 12:101").rows())
        .containsExactly("1: 101 after 95, UP at 100", "3: 101 after 85, UP at 100");
  }
}
