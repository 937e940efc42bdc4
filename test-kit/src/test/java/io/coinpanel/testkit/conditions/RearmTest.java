package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Condition.above;
import static io.coinpanel.testkit.conditions.Condition.below;
import static io.coinpanel.testkit.conditions.Example.example;

import io.coinpanel.testkit.conditions.Condition.Threshold;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RearmTest {

  private static final Threshold ABOVE = above(100).rearm(90);
  private static final Threshold BELOW = below(100).rearm(110);

  static Stream<Example> examples() {
    Terms cooling = Terms.of(ABOVE).cooldown(10);
    Terms minutely = Terms.of(ABOVE).repeat(Repeat.ONCE_PER_MINUTE);
    return Stream.of(
        example("not at rearm", ABOVE, "95 101 91 101", 1),
        example("at rearm", ABOVE, "95 101 90 101", 1, 3),
        example("beyond rearm and slowly back", ABOVE, "95 101 89 95 101", 1, 4),
        example("a baseline beyond is not armed", ABOVE, "101 99 101"),
        example("a baseline beyond is armed later", ABOVE, "101 90 101", 2),
        example("a baseline between is armed", ABOVE, "95 101", 1),
        example("a baseline at the threshold is armed", ABOVE, "100 101", 1),
        example("at the threshold, the plain rule", above(100).rearm(100), "95 101 100 101", 1, 3),
        example("over a gap", ABOVE, "95 101 !90 101", 1, 3),
        example("a gap does not arm", ABOVE, "95 101 95 !101", 1),
        example("below, not at rearm", BELOW, "105 99 109 99", 1),
        example("below, at rearm", BELOW, "105 99 110 99", 1, 3),
        example("below, a baseline beyond", BELOW, "99 109 99"),
        example("below, a baseline beyond, armed", BELOW, "99 110 99", 2),
        example("dropped in cooldown", cooling, "0:95 1:101 2:90 3:101 12:95 13:101", 1, 5),
        example("dropped in its minute", minutely, "0:95 1:101 2:90 3:101 59:95 60:101", 1, 5),
        example("not dropped", ABOVE, "0:95 1:101 2:90 3:101 12:95 13:101", 1, 3));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void fires(Example example) {
    example.check();
  }
}
