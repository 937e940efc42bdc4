package io.coinpanel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConditionTest {

  private static final Price LOW = new Price(1);
  private static final Price HIGH = new Price(2);
  private static final Confirmation HOLD = new Confirmation.Hold(60);
  private static final Confirmation CLOSE = new Confirmation.Close(Bar.ONE_HOUR);

  @Test
  void armsOnTheOtherSide() {
    assertThat(new Condition.Threshold(ConditionKind.ABOVE, HIGH, LOW, CLOSE).isPlain()).isFalse();
    refuses(() -> new Condition.Threshold(ConditionKind.ABOVE, LOW, HIGH, Confirmation.NONE));
    refuses(() -> new Condition.Threshold(ConditionKind.BELOW, HIGH, LOW, Confirmation.NONE));
    refuses(() -> new Condition.Threshold(ConditionKind.CROSS, LOW, LOW, Confirmation.NONE));
    refuses(() -> new Condition.Threshold(ConditionKind.ABOVE, HIGH, LOW, HOLD));
  }

  @Test
  void holdsOnOneSide() {
    refuses(() -> new Condition.Threshold(ConditionKind.CROSS, LOW, null, HOLD));
  }

  @Test
  void hasARangeThatIsNotEmpty() {
    assertThat(new Condition.Range(ConditionKind.LEAVE, LOW, LOW, HOLD).lower()).isEqualTo(LOW);
    refuses(() -> new Condition.Range(ConditionKind.ENTER, HIGH, LOW, Confirmation.NONE));
    refuses(() -> new Condition.Range(ConditionKind.ABOVE, LOW, HIGH, Confirmation.NONE));
  }

  @Test
  void cannotFallToNothing() {
    assertThat(new Condition.Change(ConditionKind.RISE, Percent.MAX, null, null).from()).isNull();
    refuses(() -> new Condition.Change(ConditionKind.FALL, Percent.MAX, null, null));
    refuses(() -> new Condition.Change(ConditionKind.MOVE, Percent.MAX, null, null));
    refuses(() -> new Condition.PercentStep(Percent.MAX));
  }

  @Test
  void beginsAtAPriceOnlyWithoutAWindow() {
    refuses(() -> new Condition.Change(ConditionKind.RISE, Percent.MAX, 60, LOW));
  }

  private static void refuses(Runnable made) {
    assertThatThrownBy(made::run).isInstanceOf(IllegalArgumentException.class);
  }
}
