package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.matching.WatchedSubscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Knows every trade of a symbol, and by that naively which crossings there must be. */
final class CrossingOracle {

  final List<ModelTrade> trades = new ArrayList<>();
  // Ids of trades that history cannot give any more.
  final Set<Long> lost = new HashSet<>();
  final List<ModelSubscription> subscriptions = new ArrayList<>();
  // What the feed has found.
  final List<Firing> firings = new ArrayList<>();
  // Of the first trade that was delivered; negative before.
  long firstId = -1;

  record Firing(long trade, long subscription, long previous, long price) {}

  void verify() {
    Comparator<Firing> order =
        Comparator.comparingLong(Firing::trade).thenComparingLong(Firing::subscription);
    assertThat(firings).isSortedAccordingTo(Comparator.comparingLong(Firing::trade));
    assertThat(firings.stream().filter(this::isClear).sorted(order).toList())
        .isEqualTo(expected(order));
  }

  /** What was left out before an activation in doubt, and showed only later, may count or not. */
  private boolean isClear(Firing firing) {
    long from = subscriptions.get((int) firing.subscription() - 1).fromTime;
    return trades.stream().noneMatch(trade -> trade.id() == firing.trade() && trade.time() < from);
  }

  private List<Firing> expected(Comparator<Firing> order) {
    List<Firing> expected = new ArrayList<>();
    ModelTrade before = null;
    long time = Long.MIN_VALUE;
    for (ModelTrade trade : trades) {
      if (trade.id() < firstId || lost.contains(trade.id())) {
        continue;
      }
      time = Math.max(time, trade.time());
      if (before != null) {
        for (ModelSubscription model : subscriptions) {
          WatchedSubscription one = model.subscription;
          if (model.judges(trade, time)
              && WatchedThreshold.isCrossed(one, before.price(), trade.price())) {
            expected.add(new Firing(trade.id(), one.id(), before.price(), trade.price()));
          }
        }
      }
      before = trade;
    }
    return expected.stream().sorted(order).toList();
  }
}
