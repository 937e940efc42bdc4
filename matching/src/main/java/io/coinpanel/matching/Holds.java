package io.coinpanel.matching;

import java.util.HashMap;
import java.util.Map;

/** All levels where a price has to hold, and the deadlines of their runs. */
final class Holds {

  private final Map<HoldKey, HoldLevel> byKey = new HashMap<>();
  private final Map<HoldKey, Integer> rules = new HashMap<>();
  private final Deadlines<HoldRun> deadlines = new Deadlines<>();
  private final Levels levels;
  private final MatchedTrade trade;

  Holds(Levels levels, MatchedTrade trade) {
    this.levels = levels;
    this.trade = trade;
  }

  /** The level for one more rule. */
  HoldLevel enter(HoldKey key) {
    rules.merge(key, 1, Math::addExact);
    return byKey.computeIfAbsent(key, _ -> new HoldLevel(key, levels, deadlines, trade));
  }

  /** One rule less needs the level. */
  void leave(HoldLevel level) {
    rules.computeIfPresent(level.key(), (_, count) -> count == 1 ? null : count - 1);
    if (!rules.containsKey(level.key())) {
      level.leave();
      byKey.remove(level.key());
    }
  }

  boolean isDue(long time) {
    return deadlines.isDue(time);
  }

  /** The next trade is at that time: the runs that end before it are proven. */
  void prove(long time) {
    while (deadlines.isDue(time)) {
      deadlines.removeFirst().prove();
    }
  }

  /** Trades are missing, so that no price is known to have held. */
  void endAll() {
    byKey.values().forEach(HoldLevel::end);
  }
}
