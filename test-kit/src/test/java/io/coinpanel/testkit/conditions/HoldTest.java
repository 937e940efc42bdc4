package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Condition.above;
import static io.coinpanel.testkit.conditions.Condition.below;
import static io.coinpanel.testkit.conditions.Condition.enter;
import static io.coinpanel.testkit.conditions.Condition.leave;
import static io.coinpanel.testkit.conditions.Example.example;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.conditions.Condition.Range;
import io.coinpanel.testkit.conditions.Condition.Threshold;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HoldTest {

  private static final Threshold ABOVE = above(100).hold(10);
  private static final Range ENTER = enter(90, 100).hold(10);
  private static final Range LEAVE = leave(90, 100).hold(10);

  static Stream<Example> runs() {
    return Stream.of(
        example("proven at the deadline", ABOVE, "0:99 1:101 10:102 11:103", 2),
        example("a millisecond short", ABOVE, "0:99 1:101 10.999:102"),
        example("proven by any price", ABOVE, "0:99 1:101 5:102 11:99", 2),
        example("proven much later", ABOVE, "0:99 1:101 90000:50", 1),
        example("once for a run", ABOVE, "0:99 1:101 11:102 21:103 31:104", 1),
        example("another run", ABOVE, "0:99 1:101 11:102 12:99 13:101 23:101", 1, 4),
        example("broken", ABOVE, "0:99 1:101 5:100 11:101"),
        example("broken before a proof", ABOVE, "0:99 1:101 10:99 11:99"),
        example("begun again", ABOVE, "0:99 1:101 5:100 6:101 11:101 15:101 16:101", 5),
        example("several at one time", ABOVE, "0:99 1:101 1:102 11:101 11:99", 2),
        example("times that go back", ABOVE, "0:99 5:101 3:102 15:102", 2),
        example("a row of trades", ABOVE, "0:99x2 1:101x3 11:99", 4),
        example("below", below(100).hold(10), "0:101 1:99 11:99", 1),
        example("below, broken at the threshold", below(100).hold(10), "0:101 1:99 5:100 11:99"));
  }

  static Stream<Example> baselines() {
    return Stream.of(
        example("begun at the baseline", ABOVE, "0:101 5:102 10:103", 1),
        example("the baseline itself", ABOVE, "0:101 10:99", 0),
        example("the last of a row", ABOVE, "0:101x3 10:99", 2),
        example("no baseline yet", ABOVE, "^ 0:101x3 10:99", 2),
        example("crossed before the baseline", ABOVE, "0:99 1:101 9:102 ^ 11:103 19:104", 3),
        example("a baseline at the threshold", ABOVE, "0:100 10:100 20:100"),
        example("broken since the baseline", ABOVE, "0:101 5:100 10:101"),
        example("a baseline inside", ENTER, "0:95 10:95", 0),
        example("a baseline outside", LEAVE, "0:101 10:95", 0));
  }

  static Stream<Example> gaps() {
    return Stream.of(
        example("the first trade after a gap proves nothing", ABOVE, "0:99 1:101 !11:102 12:102"),
        example("a run ends", ABOVE, "0:99 1:101 !5:102 11:103 30:104"),
        example("a run of the baseline ends", ABOVE, "0:101 !5:102 30:104"),
        example("a new crossing", ABOVE, "0:99 1:101 !5:102 6:99 7:101 17:101", 4),
        example("a crossing over the gap", ABOVE, "0:99 !1:101 11:102", 1),
        example("proven before the gap", ABOVE, "0:99 1:101 11:102 !12:99", 1));
  }

  static Stream<Example> ranges() {
    return Stream.of(
        example("stayed inside", ENTER, "0:89 1:95 5:100 11:95", 2),
        example("left again", ENTER, "0:89 1:95 5:101 11:95"),
        example("stayed outside", LEAVE, "0:95 1:101 5:102 11:95", 2),
        example("over the range is still outside", LEAVE, "0:95 1:101 5:89 11:95", 2),
        example("came back", LEAVE, "0:95 1:101 5:100 11:101"));
  }

  @ParameterizedTest
  @MethodSource({"runs", "baselines", "gaps", "ranges"})
  void fires(Example example) {
    example.check();
  }

  @Test
  void rowsSayHowTheRunBegan() {
    assertThat(Replay.of(LEAVE, "0:95 1:101 5:89 11:95").rows())
        .containsExactly("2: 89 after 101, UP at 100");
    assertThat(Replay.of(ENTER, "0:101 1:95 11:89").rows())
        .containsExactly("1: 95 after 101, DOWN at 100");
    assertThat(Replay.of(below(100).hold(10), "0:101 1:99 2:98 11:97").rows())
        .containsExactly("2: 98 after 99, DOWN at 100");
  }

  @Test
  void rowsOfRunsFromTheBaseline() {
    assertThat(Replay.of(ABOVE, "0:101 5:102 10:9").rows())
        .containsExactly("1: 102 after 101, UP at 100");
    assertThat(Replay.of(below(100).hold(10), "0:98 10:9").rows())
        .containsExactly("0: 98, DOWN at 100");
    assertThat(Replay.of(ENTER, "0:95 10:95").rows()).containsExactly("0: 95");
    assertThat(Replay.of(LEAVE, "0:89 5:88 10:95").rows()).containsExactly("1: 88 after 89");
  }

  @Test
  void baselineHasNoPreviousPrice() {
    assertThat(Replay.of(ABOVE, "0:99 1:101 ^ 11:102").rows()).containsExactly("1: 101, UP at 100");
  }

  @Test
  void lastTradeOfARowComesAfterItsEqual() {
    assertThat(Replay.of(ABOVE, "0:99 1:101x3 11:99").rows())
        .containsExactly("3: 101 after 101, UP at 100");
  }
}
