package io.coinpanel.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Source;
import org.junit.jupiter.api.Test;

/** The exchange's own trailing-stop scenarios, in tenths. */
class WorkedExamplesTest {

  private static final int BASELINE = 400_000;

  @Test
  void riseFromAbove() {
    assertThat(
            fired(
                Subscription.changeFrom(ConditionKind.RISE, 50_000, 440_000),
                370_000,
                460_000,
                420_000,
                440_999,
                441_000))
        .isEqualTo("441000 UP at 441000.0 from 420000");
  }

  @Test
  void fallFromBelow() {
    assertThat(
            fired(
                Subscription.changeFrom(ConditionKind.FALL, 100_000, 390_000),
                415_000,
                370_000,
                410_000,
                369_001,
                369_000))
        .isEqualTo("369000 DOWN at 369000.0 from 410000");
  }

  @Test
  void riseFromBelow() {
    assertThat(
            fired(
                Subscription.changeFrom(ConditionKind.RISE, 85_000, 380_000),
                420_000,
                370_000,
                390_000,
                380_000,
                401_449,
                401_450))
        .isEqualTo("401450 UP at 401450.0 from 370000");
  }

  @Test
  void fallFromAbove() {
    assertThat(
            fired(
                Subscription.changeFrom(ConditionKind.FALL, 75_000, 420_000),
                415_000,
                390_000,
                450_000,
                440_000,
                465_000,
                430_126,
                430_125))
        .isEqualTo("430125 DOWN at 430125.0 from 465000");
  }

  @Test
  void fallFromTheBaseline() {
    assertThat(
            fired(
                Subscription.change(ConditionKind.FALL, 70_000, null),
                420_000,
                395_000,
                455_000,
                423_151,
                423_150))
        .isEqualTo("423150 DOWN at 423150.0 from 455000");
  }

  /** The only firing on a path of prices, which is on the last one. */
  private static String fired(Condition condition, long... prices) {
    SymbolMatcher matcher = new SymbolMatcher();
    matcher.baseline(0, BASELINE, 0);
    matcher.add(Subscription.of(1, condition));
    Crossings crossings = new Crossings();
    for (int i = 0; i < prices.length; i++) {
      assertThat(crossings.size()).isZero();
      matcher.trade(i + 1, i + 1, prices[i], i * 1_000L, Source.LIVE, crossings);
    }
    assertThat(crossings.size()).isEqualTo(1);
    return "%d %s at %d.%d from %d"
        .formatted(
            crossings.price(0),
            crossings.direction(0),
            crossings.level(0),
            crossings.levelFraction(0),
            crossings.referencePrice(0));
  }
}
