package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Condition.above;
import static io.coinpanel.testkit.conditions.Condition.below;
import static io.coinpanel.testkit.conditions.Condition.rise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.testkit.conditions.Condition.AmountStep;
import io.coinpanel.testkit.conditions.Condition.Change;
import org.junit.jupiter.api.Test;

/** Updates, pauses and ends between two trades. */
class EditTest {

  private static final Terms ABOVE = Terms.of(above(100));
  private static final Change RISE = rise(50_000);

  @Test
  void firesUnderTheRevisionOfTheTrade() {
    Replay replay = Replay.of(ABOVE, "99 101").update(Terms.of(above(105))).play("106");

    assertThat(replay.fired()).extracting(Fired::revision).containsExactly(1, 2);
    assertThat(replay.rows())
        .containsExactly("1: 101 after 99, UP at 100", "2: 106 after 101, UP at 105");
  }

  @Test
  void newThresholdIsJudgedAfterTheLastTrade() {
    assertThat(Replay.of(above(200), "150").update(ABOVE).play("151 100 101").ids())
        .containsExactly(3L);
  }

  @Test
  void newPercentageForgetsTheExtremes() {
    Replay replay = Replay.of(RISE, "100 90 92").update(Terms.of(rise(100_000)));

    assertThat(replay.play("100 101 102").rows())
        .containsExactly("5: 102 after 101, UP at 101.2 from 92");
  }

  @Test
  void newFromIsSeenFromTheNewBaseline() {
    Replay replay = Replay.of(RISE.from(120), "100 90").update(Terms.of(RISE.from(95)));

    assertThat(replay.play("94 96 100 101").ids()).containsExactly(5L);
  }

  @Test
  void modifierThatIsTakenAwayMakesANewBaseline() {
    Replay replay = Replay.of(above(100).hold(10), "0:99 1:101 5:102").update(ABOVE);

    assertThat(replay.play("11:103 12:99 13:101").ids()).containsExactly(5L);
  }

  @Test
  void modifierThatIsAddedMakesANewBaseline() {
    Replay replay = Replay.of(above(100), "0:101 5:102").update(Terms.of(above(100).hold(10)));

    assertThat(replay.play("10:103 15:104").rows()).containsExactly("2: 103 after 102, UP at 100");
  }

  @Test
  void newAmountForgetsTheLine() {
    Replay replay = Replay.of(new AmountStep(10), "95 101 99");

    assertThat(replay.update(Terms.of(new AmountStep(20))).play("101").ids())
        .containsExactly(1L, 3L);
  }

  @Test
  void rearmIsArmedByTheNewBaseline() {
    Terms rearmed = Terms.of(above(100).rearm(80));
    Replay replay = Replay.of(above(100).rearm(90), "95 101 99").update(rearmed);

    assertThat(replay.play("101 99 101").ids()).containsExactly(1L, 3L);
  }

  @Test
  void cooldownRepeatAndExpiryKeepTheBaseline() {
    Terms terms = Terms.of(RISE).cooldown(1).repeat(Repeat.ONCE_PER_MINUTE).expiresAt(60_000);
    Replay replay = Replay.of(RISE, "100 90 92").update(terms);

    assertThat(replay.play("95").rows()).containsExactly("3: 95 after 92, UP at 94.5 from 90");
    assertThat(replay.oracle.revision(Replay.ID)).isEqualTo(2);
  }

  @Test
  void sameParametersKeepTheBaseline() {
    assertThat(Replay.of(RISE, "100 90 92").update(Terms.of(rise(50_000))).play("95").ids())
        .containsExactly(3L);
  }

  @Test
  void addedCooldownCountsFromFiringsAfterIt() {
    Replay replay = Replay.of(ABOVE, "0:99 1:101").update(ABOVE.cooldown(60));

    assertThat(replay.play("2:99 3:101 4:99 5:101").ids()).containsExactly(1L, 3L);
  }

  @Test
  void longerCooldownCountsFromTheLastFiring() {
    Replay replay = Replay.of(ABOVE.cooldown(2), "0:99 1:101").update(ABOVE.cooldown(60));

    assertThat(replay.play("5:99 6:101 60:99 61:101").ids()).containsExactly(1L, 5L);
  }

  @Test
  void cooldownThatIsTakenAwayEnds() {
    Replay replay = Replay.of(ABOVE.cooldown(60), "0:99 1:101").update(ABOVE);

    assertThat(replay.play("2:99 3:101").ids()).containsExactly(1L, 3L);
  }

  @Test
  void newBaselineForgetsCooldownAndMinute() {
    Terms terms = ABOVE.cooldown(50).repeat(Repeat.ONCE_PER_MINUTE);
    Replay replay = Replay.of(terms, "0:99 1:101").update(terms.condition(above(102)));

    assertThat(replay.play("2:103").ids()).containsExactly(1L, 2L);
  }

  @Test
  void addedOnceEndsAtTheNextFiring() {
    Replay replay = Replay.of(ABOVE, "99 101").update(ABOVE.repeat(Repeat.ONCE));

    assertThat(replay.play("99 101 99 101").ids()).containsExactly(1L, 3L);
  }

  @Test
  void laterExpiryKeepsItLive() {
    Replay replay = Replay.of(ABOVE.expiresAt(10_000), "0:99").update(ABOVE.expiresAt(20_000));

    assertThat(replay.play("10:101 19:99 20:101").ids()).containsExactly(1L);
  }

  @Test
  void pausedFiresNothingAndStartsWithANewBaseline() {
    Replay replay = Replay.of(ABOVE, "99").pause().play("101 99 101").enable();

    assertThat(replay.play("102 99 101").ids()).containsExactly(6L);
    assertThat(replay.fired()).extracting(Fired::revision).containsExactly(3);
  }

  @Test
  void holdOfAnEnabledOneBeginsAtItsBaseline() {
    Replay replay = Replay.of(above(100).hold(10), "0:99 1:101").pause().play("5:101").enable();

    assertThat(replay.play("11:101 15:101").ids()).containsExactly(3L);
  }

  @Test
  void pausedKeepsTheTermsOfAnUpdate() {
    Replay replay = Replay.of(ABOVE, "99").pause().update(Terms.of(below(90))).play("89 91");

    assertThat(replay.enable().play("89").rows()).containsExactly("3: 89 after 91, DOWN at 90");
  }

  @Test
  void pausedExpiresToo() {
    Replay replay = Replay.of(ABOVE.expiresAt(10_000), "0:99").pause().play("10:99");

    assertThat(replay.oracle.finished()).containsEntry(Replay.ID, Oracle.Reason.EXPIRED);
  }

  @Test
  void unsubscribedFiresNothing() {
    Replay replay = Replay.of(ABOVE, "99");
    replay.oracle.unsubscribe(Replay.ID);

    assertThat(replay.play("101").ids()).isEmpty();
    assertThat(replay.oracle.isLive(Replay.ID)).isFalse();
  }

  @Test
  void finishedCannotBeUpdated() {
    Replay replay = Replay.of(ABOVE.repeat(Repeat.ONCE), "99 101");

    assertThatThrownBy(() -> replay.update(ABOVE)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void subscriptionsFireInTheirOrder() {
    Replay replay = Replay.of(ABOVE, "99");
    replay.oracle.activate(7, Terms.of(above(101)));
    replay.oracle.activate(3, ABOVE);

    assertThat(replay.play("102").fired())
        .extracting(Fired::subscription)
        .containsExactly(Replay.ID, 7L, 3L);
  }
}
