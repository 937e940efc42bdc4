package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Condition.fall;
import static io.coinpanel.testkit.conditions.Condition.move;
import static io.coinpanel.testkit.conditions.Condition.rise;
import static io.coinpanel.testkit.conditions.Example.example;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.conditions.Condition.Change;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code rise}, {@code fall} and {@code move}. */
class ChangeTest {

  private static final Change RISE = rise(50_000);
  private static final Change FALL = fall(100_000);
  private static final Change MOVE = move(100_000);
  private static final Change RISE_WITHIN = RISE.within(10);
  private static final Change FALL_WITHIN = fall(50_000).within(10);

  static Stream<Example> trailing() {
    return Stream.of(
        example("exactly the percentage", RISE, "100 104 105", 2),
        example("from the lowest", RISE, "100 90 94 95", 3),
        example("anew after a firing", RISE, "100 105 106 110 111", 1, 4),
        example("from the lowest since the firing", RISE, "100 105 100 105", 1, 3),
        example("trades before the baseline", RISE, "90 100 ^ 96 100 101", 4),
        example("no baseline yet", RISE, "^ 100 104 105", 2),
        example("over a gap", RISE, "100 90 !95", 2),
        example("fall", FALL, "100 91 90", 2),
        example("from the highest", FALL, "100 110 100 99", 3),
        example("fall anew", FALL, "100 90 82 81", 1, 3),
        example("fall over a gap", FALL, "100 110 !99", 2),
        example("up and down", MOVE, "100 110 99", 1, 2),
        example("neither", MOVE, "100 109 99"));
  }

  static Stream<Example> within() {
    return Stream.of(
        example("the price in force when it began", RISE_WITHIN, "0:100 5:103 10:105", 2),
        example("in force until the next trade", RISE_WITHIN, "0:100 5:103 14.999:105", 2),
        example("no longer in force", RISE_WITHIN, "0:100 5:103 15:105"),
        example("long in force", RISE_WITHIN, "0:100 5000:105", 1),
        example("the last one of a time", RISE_WITHIN, "0:100 5:99 5:103 15:105"),
        example("the others of a time before", RISE_WITHIN, "0:100 5:99 5:103 14.999:105", 3),
        example("none before the anchor", RISE_WITHIN, "0:100 1:105 2:106 3:107", 1),
        example("from the lowest since the anchor", RISE_WITHIN, "0:100 1:105 2:100 3:105", 1, 3),
        example("trades before it was active", RISE_WITHIN, "0:90 1:100 ^ 2:104 3:105", 3),
        example("within, over a gap", RISE_WITHIN, "0:100 5:103 !14.999:105", 2),
        example("fall in force", FALL_WITHIN, "0:100 5:97 14.999:95", 2),
        example("fall no longer in force", FALL_WITHIN, "0:100 5:97 15:95"),
        example("move", MOVE.within(10), "0:100 5:105 10:110 11:99", 2, 3));
  }

  static Stream<Example> from() {
    Change upward = RISE.from(110);
    Change downward = RISE.from(90);
    return Stream.of(
        example("begins above", upward, "100 90 109 110 108 113 114", 6),
        example("begins below", downward, "100 95 100 90 94 95", 5),
        example("begins at the baseline", RISE.from(100), "100 95 99 100", 3),
        example("begins with a jump", downward, "100 85 89 90", 3),
        example("its price begins, not from", downward, "100 85 89"),
        example("only the beginning", upward, "100 110 116 100 105", 2, 4),
        example("begins over a gap", downward, "100 !90 95", 2),
        example("as seen from the baseline", RISE.from(95), "90 ^ 100 95 99 100", 4),
        example("fall begins above", FALL.from(110), "100 90 110 100 99", 4),
        example("move begins below", MOVE.from(90), "100 110 90 98 99", 4));
  }

  static Stream<Example> exact() {
    return Stream.of(
        example("a thousand percent", rise(10_000_000), "1 10 11", 2),
        example("the deepest fall", fall(999_999), "1000000 2 1", 2),
        example("the smallest rise", rise(1), "1000000 1000001", 1),
        example("less than the smallest rise", rise(1), "1000001 1000002"),
        example(
            "beyond 64 bits", fall(999_999), "9223372036854775807 9223372036855 9223372036854", 2));
  }

  static Stream<Example> postponed() {
    Terms cooling = Terms.of(RISE).cooldown(10);
    Terms minutely = Terms.of(RISE).repeat(Repeat.ONCE_PER_MINUTE);
    return Stream.of(
        example("a baseline is no firing", cooling, "0:100 1:105", 1),
        example("still in force", cooling, "0:100 1:105 2:111 10.999:112 11:111", 1, 4),
        example("no longer in force after it", cooling, "0:100 1:105 2:111 11:110", 1),
        example("the lowest in between", cooling, "0:100 1:105 2:95 11:100", 1, 3),
        example("in the minute", minutely, "0:100 1:105 30:112 59.999:112 60:111", 1, 4),
        example(
            "both, a rise", Terms.of(MOVE).cooldown(10), "0:100 1:110 2:90 3:130 11:100", 1, 4));
  }

  @ParameterizedTest
  @MethodSource({"trailing", "within", "from", "exact", "postponed"})
  void fires(Example example) {
    example.check();
  }

  @Test
  void rowsSayFromWhichExtremeOverWhichTrigger() {
    assertThat(Replay.of(rise(25_000), "101 102 104").rows())
        .containsExactly("2: 104 after 102, UP at 103.525 from 101");
    assertThat(Replay.of(FALL, "100 111 99").rows())
        .containsExactly("2: 99 after 111, DOWN at 99.9 from 111");
    assertThat(Replay.of(rise(1), "1000001 1000003").rows())
        .containsExactly("1: 1000003 after 1000001, UP at 1000002.000001 from 1000001");
  }

  @Test
  void moveWhereBothFireIsARise() {
    Terms cooling = Terms.of(MOVE).cooldown(10);

    assertThat(Replay.of(cooling, "0:100 1:110 2:90 3:130 11:100").rows())
        .containsExactly(
            "1: 110 after 100, UP at 110 from 100", "4: 100 after 130, UP at 99 from 90");
  }
}
