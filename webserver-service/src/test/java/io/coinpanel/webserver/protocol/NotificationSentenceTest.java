package io.coinpanel.webserver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Direction;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentence of every kind; the price of all notifications is 65000. */
class NotificationSentenceTest {

  private static final Price LOW = new Price(64_000 * Price.ONE);
  private static final Price HIGH = new Price(65_000 * Price.ONE);
  private static final Percent PERCENT = new Percent(25_000);
  private static final Confirmation HOLD = new Confirmation.Hold(60);
  private static final Confirmation CLOSE = new Confirmation.Close(Bar.ONE_HOUR);

  private static Arguments of(Condition condition, @Nullable Direction direction, String sentence) {
    return Arguments.of(condition, new FiringDetails(direction, null, null, null), sentence);
  }

  private static Condition threshold(ConditionKind kind, Confirmation confirmation) {
    return new Condition.Threshold(kind, LOW, null, confirmation);
  }

  private static Condition range(ConditionKind kind, Confirmation confirmation) {
    return new Condition.Range(kind, LOW, HIGH, confirmation);
  }

  static Stream<Arguments> firings() {
    return Stream.of(thresholds(), ranges(), changes(), steps()).flatMap(List::stream);
  }

  private static List<Arguments> thresholds() {
    return List.of(
        of(threshold(ConditionKind.ABOVE, Confirmation.NONE), null, "rose above 64000"),
        of(threshold(ConditionKind.BELOW, Confirmation.NONE), null, "fell below 64000"),
        of(threshold(ConditionKind.CROSS, Confirmation.NONE), Direction.UP, "rose above 64000"),
        of(threshold(ConditionKind.CROSS, Confirmation.NONE), Direction.DOWN, "fell below 64000"),
        of(threshold(ConditionKind.ABOVE, HOLD), null, "stayed above 64000 for 60 s"),
        of(threshold(ConditionKind.BELOW, HOLD), null, "stayed below 64000 for 60 s"),
        of(threshold(ConditionKind.ABOVE, CLOSE), null, "1h bar closed above 64000"),
        of(threshold(ConditionKind.CROSS, CLOSE), Direction.DOWN, "1h bar closed below 64000"));
  }

  private static List<Arguments> ranges() {
    return List.of(
        of(range(ConditionKind.ENTER, Confirmation.NONE), null, "entered 64000 to 65000"),
        of(range(ConditionKind.LEAVE, Confirmation.NONE), Direction.UP, "left 64000 to 65000"),
        of(range(ConditionKind.ENTER, HOLD), null, "stayed inside 64000 to 65000 for 60 s"),
        of(range(ConditionKind.LEAVE, HOLD), null, "stayed outside 64000 to 65000 for 60 s"),
        of(range(ConditionKind.ENTER, CLOSE), null, "1h bar closed inside 64000 to 65000"),
        of(range(ConditionKind.LEAVE, CLOSE), null, "1h bar closed outside 64000 to 65000"));
  }

  private static List<Arguments> changes() {
    FiringDetails up = new FiringDetails(Direction.UP, null, LOW, null);
    FiringDetails down = new FiringDetails(Direction.DOWN, null, LOW, null);
    return List.of(
        Arguments.of(
            new Condition.Change(ConditionKind.RISE, PERCENT, 300, null),
            up,
            "rose 2.5 % from 64000 within 300 s"),
        Arguments.of(
            new Condition.Change(ConditionKind.FALL, PERCENT, null, HIGH),
            down,
            "fell 2.5 % from 64000"),
        Arguments.of(
            new Condition.Change(ConditionKind.MOVE, PERCENT, 1, null),
            down,
            "fell 2.5 % from 64000 within 1 s"),
        Arguments.of(
            new Condition.Change(ConditionKind.MOVE, PERCENT, null, null),
            up,
            "rose 2.5 % from 64000"));
  }

  private static List<Arguments> steps() {
    FiringDetails up =
        new FiringDetails(Direction.UP, new BigDecimal("64500.10000000000000"), null, null);
    FiringDetails down = new FiringDetails(Direction.DOWN, new BigDecimal("64500"), null, null);
    return List.of(
        Arguments.of(new Condition.AmountStep(LOW), up, "crossed 64500.1 upwards"),
        Arguments.of(new Condition.PercentStep(PERCENT), down, "crossed 64500 downwards"),
        Arguments.of(
            new Condition.PercentStep(PERCENT), FiringDetails.NONE, "crossed a step of 2.5 %"));
  }

  @ParameterizedTest
  @MethodSource("firings")
  void saysWhatHappened(Condition condition, FiringDetails firing, String sentence) {
    byte[] frame = MessageEncoder.encode(ConditionSamples.notification(condition, firing));
    assertThat(new String(frame, StandardCharsets.UTF_8))
        .endsWith("\"message\":\"BTCUSDT " + sentence + ": 65000\"}");
  }
}
