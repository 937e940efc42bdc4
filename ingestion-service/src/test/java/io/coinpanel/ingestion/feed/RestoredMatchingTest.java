package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.matching.Crossings;
import io.coinpanel.matching.MatcherStart;
import io.coinpanel.matching.SymbolMatcher;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Source;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestoredMatchingTest {

  private static final long UNIT = 100_000_000;

  private final Crossings crossings = new Crossings();

  private void trade(SymbolMatcher matcher, long id, long price) {
    matcher.trade(id, id, price * UNIT, id * 1_000, Source.LIVE, crossings);
  }

  /** Its grid has its origin at the baseline, not at the trade it fired on. */
  @Test
  void whatBecameActiveAndFiredSinceTheStateBeginsAtItsBaseline() throws Exception {
    WatchedSubscription known = FeedScenarioTest.step(1);
    SymbolMatcher before = new SymbolMatcher();
    before.add(known);
    before.baseline(10, 500 * UNIT, 10_000);
    TradeCursor at = new TradeCursor(10, 500 * UNIT, 10_000);
    MatchingState state = new MatchingState(at, Objects.requireNonNull(before.state()));

    RestoredMatching restored =
        new RestoredMatching(state, Map.of(2L, MatcherStart.fired(2, 12, 980 * UNIT, 0)));
    restored.add(new ActiveSubscription(known, 10_000, at));
    restored.add(
        new ActiveSubscription(
            FeedScenarioTest.step(2), 11_000, new TradeCursor(11, 1_000 * UNIT, 11_000)));
    SymbolMatcher after = new SymbolMatcher();
    restored.restore(after, 12);
    trade(after, 11, 1_000);
    trade(after, 12, 980);
    assertThat(crossings.size()).isZero();
    trade(after, 13, 969);
    assertThat(IntStream.range(0, crossings.size()).mapToObj(this::level))
        .contains("2: " + 970 * UNIT)
        .hasSize(2);
  }

  private String level(int row) {
    return crossings.subscription(row) + ": " + crossings.level(row);
  }
}
