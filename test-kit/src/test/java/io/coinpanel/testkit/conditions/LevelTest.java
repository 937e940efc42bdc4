package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Condition.above;
import static io.coinpanel.testkit.conditions.Condition.below;
import static io.coinpanel.testkit.conditions.Condition.cross;
import static io.coinpanel.testkit.conditions.Condition.enter;
import static io.coinpanel.testkit.conditions.Condition.leave;
import static io.coinpanel.testkit.conditions.Example.example;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code above}, {@code below}, {@code cross}, {@code enter} and {@code leave} on trades. */
class LevelTest {

  static Stream<Example> thresholds() {
    return Stream.of(
        example("a jump over the threshold", above(100), "99 150", 1),
        example("at the threshold is not above", above(100), "99 100 101", 2),
        example("from the threshold", above(100), "100 101", 1),
        example("a baseline above", above(100), "101 102"),
        example("back to the threshold and up", above(100), "101 100 101", 2),
        example("staying above", above(100), "99 101 102 101", 1),
        example("every time", above(100), "99 101 99 101", 1, 3),
        example("no baseline yet, first trade above", above(100), "^ 101 102 99 101", 3),
        example("no baseline yet, first trade below", above(100), "^ 99 101", 1),
        example("what was before the baseline", above(100), "99 101 ^ 102"),
        example("over a gap", above(100), "99 !101", 1),
        example("a gap on one side", above(100), "99 !98 101", 2),
        example("a row of trades", above(100), "99x3 101x4 102", 3),
        example(
            "the greatest price",
            above(Long.MAX_VALUE - 1),
            "9223372036854775806 9223372036854775807",
            1),
        example("below", below(100), "101 99", 1),
        example("at the threshold is not below", below(100), "101 100 99", 2),
        example("down from the threshold", below(100), "100 99", 1),
        example("a baseline below", below(100), "99 98"),
        example("below over a gap", below(100), "101 !99", 1),
        example("both ways", cross(100), "99 101 99", 1, 2),
        example("up through the threshold", cross(100), "99 100 101", 2),
        example("touched from below and left again", cross(100), "99 100 99", 2),
        example("touched from above and left again", cross(100), "101 100 101", 2),
        example("staying at the threshold", cross(100), "100 100 100"),
        example("cross over a gap", cross(100), "99 !101 !99", 1, 2));
  }

  static Stream<Example> ranges() {
    return Stream.of(
        example("at the lower edge", enter(90, 100), "89 90", 1),
        example("at the upper edge", enter(90, 100), "101 100", 1),
        example("over the whole range", enter(90, 100), "89 101 89"),
        example("from inside to inside", enter(90, 100), "95 96"),
        example("every time in", enter(90, 100), "89 95 89 95", 1, 3),
        example("a range of one price", enter(90, 90), "89 90 91 89 90", 1, 4),
        example("in over a gap", enter(90, 100), "89 !95", 1),
        example("out at the top", leave(90, 100), "95 101", 1),
        example("out at the bottom", leave(90, 100), "95 89", 1),
        example("from edge to edge", leave(90, 100), "90 100 90"),
        example("over the whole range is no leaving", leave(90, 100), "89 101 89"),
        example("in and out", leave(90, 100), "101 95 101", 2),
        example("out over a gap", leave(90, 100), "95 !101", 1));
  }

  @ParameterizedTest
  @MethodSource({"thresholds", "ranges"})
  void fires(Example example) {
    example.check();
  }

  @Test
  void rowsSayWhichWayTheLevelWasPassed() {
    assertThat(Replay.of(above(100), "99 105").rows())
        .containsExactly("1: 105 after 99, UP at 100");
    assertThat(Replay.of(cross(100), "105 99").rows())
        .containsExactly("1: 99 after 105, DOWN at 100");
    assertThat(Replay.of(enter(90, 100), "89 95 101 99").rows())
        .containsExactly("1: 95 after 89, UP at 90", "3: 99 after 101, DOWN at 100");
    assertThat(Replay.of(leave(90, 100), "95 101 95 89").rows())
        .containsExactly("1: 101 after 95, UP at 100", "3: 89 after 95, DOWN at 90");
  }

  @Test
  void rowIsComplete() {
    assertThat(Replay.of(above(100), "2:99 !1:101").fired())
        .containsExactly(
            new Fired(
                Replay.ID,
                1,
                1,
                101,
                99L,
                2_000,
                Source.GAP,
                Direction.UP,
                Exact.price(100),
                null,
                null));
  }
}
