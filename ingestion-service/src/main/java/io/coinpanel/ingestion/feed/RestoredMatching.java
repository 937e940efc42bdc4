package io.coinpanel.ingestion.feed;

import io.coinpanel.matching.MatcherStart;
import io.coinpanel.matching.SymbolMatcher;
import io.coinpanel.matching.UnreadableStateException;
import io.coinpanel.matching.WatchedSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A symbol's stored state after a restart, until its subscriptions are known that go on from it.
 */
final class RestoredMatching {

  private final MatchingState state;
  private final Map<Long, MatcherStart> fired;
  private final List<WatchedSubscription> subscriptions = new ArrayList<>();
  private final List<MatcherStart> starts = new ArrayList<>();

  /**
   * @param fired the last notification of each subscription among those that were written with the
   *     state or later
   */
  RestoredMatching(MatchingState state, Map<Long, MatcherStart> fired) {
    this.state = state;
    this.fired = fired;
  }

  List<WatchedSubscription> subscriptions() {
    return subscriptions;
  }

  void add(ActiveSubscription active) {
    subscriptions.add(active.subscription());
    long id = active.subscription().id();
    MatcherStart firing = fired.get(id);
    if (active.baseline() != null) {
      starts.add(MatcherStart.active(id, active.baseline().tradeId()));
    }
    if (firing != null) {
      starts.add(firing);
    }
  }

  void restore(SymbolMatcher matcher, long judgedUpTo) throws UnreadableStateException {
    matcher.restore(state.bytes(), judgedUpTo, subscriptions, starts);
  }
}
