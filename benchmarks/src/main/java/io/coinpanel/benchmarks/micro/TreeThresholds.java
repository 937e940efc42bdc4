package io.coinpanel.benchmarks.micro;

import io.coinpanel.model.ConditionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The naive alternative to the threshold index: a sorted map of lists. */
final class TreeThresholds {

  private final TreeMap<Long, List<Watched>> thresholds = new TreeMap<>();
  private long price;

  record Watched(long subscription, long owner, ConditionKind condition) {}

  /** Takes the crossings of one move. */
  interface Visitor {
    void crossed(long threshold, Watched watched);
  }

  void baseline(long newPrice) {
    price = newPrice;
  }

  void add(long threshold, Watched watched) {
    thresholds.computeIfAbsent(threshold, _ -> new ArrayList<>()).add(watched);
  }

  boolean remove(long threshold, long subscription) {
    List<Watched> there = thresholds.get(threshold);
    if (there == null || !there.removeIf(one -> one.subscription == subscription)) {
      return false;
    }
    if (there.isEmpty()) {
      thresholds.remove(threshold);
    }
    return true;
  }

  void move(long newPrice, Visitor visitor) {
    long previous = price;
    price = newPrice;
    var passed =
        newPrice > previous
            ? thresholds.subMap(previous, true, newPrice, false)
            : thresholds.subMap(newPrice, false, previous, true);
    passed.forEach(
        (threshold, all) -> {
          for (Watched one : all) {
            if (one.condition.isCrossed(previous, threshold, newPrice)) {
              visitor.crossed(threshold, one);
            }
          }
        });
  }
}
