package io.coinpanel.matching;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Source;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** States that are not whole; what whole ones restore is in {@link ConditionsTest}. */
class MatcherStateTest {

  private static final WatchedSubscription RISE =
      Subscription.of(1, Subscription.change(ConditionKind.RISE, 100_000, 60));

  private final SymbolMatcher matcher = new SymbolMatcher();
  private final Crossings crossings = new Crossings();

  private byte[] state() {
    matcher.add(RISE);
    for (int trade = 1; trade <= 100; trade++) {
      matcher.trade(trade, trade, 1_000 + trade % 10, trade * 500L, Source.LIVE, crossings);
    }
    return requireNonNull(matcher.state());
  }

  private static void restore(byte[] state) throws UnreadableStateException {
    new SymbolMatcher().restore(state, 100, List.of(RISE), List.of());
  }

  @Test
  void plainThresholdsNeedNone() {
    matcher.add(Subscription.of(1, Subscription.above(100)));
    matcher.baseline(1, 90, 0);
    assertThat(matcher.state()).isNull();
  }

  @Test
  void everyDamageIsReported() throws UnreadableStateException {
    byte[] state = state();
    restore(state);
    for (int at = 0; at < state.length; at++) {
      byte[] damaged = state.clone();
      damaged[at] ^= 4;
      assertThatThrownBy(() -> restore(damaged)).isInstanceOf(UnreadableStateException.class);
      byte[] cut = Arrays.copyOf(state, at);
      assertThatThrownBy(() -> restore(cut)).isInstanceOf(UnreadableStateException.class);
    }
  }

  @Test
  void anotherVersionIsReported() {
    StateWriter later = new StateWriter();
    later.number(2);
    assertThatThrownBy(() -> restore(later.sealed()))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void nothingFiresTwiceAndNothingIsMissed() throws UnreadableStateException {
    byte[] state = state();
    SymbolMatcher again = new SymbolMatcher();
    again.restore(state, 102, List.of(RISE), List.of(MatcherStart.fired(1, 101, 1_100, 0)));
    again.trade(101, 102, 1_200, 51_000, Source.BACKFILL, crossings);
    again.trade(103, 103, 1_319, 52_000, Source.LIVE, crossings);
    assertThat(crossings.size()).isZero();
    again.trade(104, 104, 1_320, 53_000, Source.LIVE, crossings);
    assertThat(crossings.size()).isEqualTo(1);
    assertThat(crossings.referencePrice(0)).isEqualTo(1_200);
  }
}
