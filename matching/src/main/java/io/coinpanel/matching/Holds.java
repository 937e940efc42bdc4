package io.coinpanel.matching;

import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Direction;
import io.coinpanel.model.WireEnum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  // -- over a restart

  /** Writes the runs of all levels; those of rules are theirs. */
  void write(StateWriter out) {
    List<HoldLevel> running = new ArrayList<>(byKey.values());
    running.removeIf(level -> !level.isSet());
    out.number(running.size());
    running.forEach(level -> level.write(out));
  }

  /** Continues the runs of levels that rules still have. */
  void read(StateReader in) throws UnreadableStateException {
    int running = in.count();
    for (int i = 0; i < running; i++) {
      HoldKey key = key(in);
      long deadline = in.number();
      Direction direction = in.flag() ? Direction.UP : Direction.DOWN;
      HoldLevel level = byKey.get(key);
      if (level != null) {
        level.continueRun(deadline, direction);
      }
    }
  }

  private static HoldKey key(StateReader in) throws UnreadableStateException {
    String kind = in.text();
    ConditionKind known =
        WireEnum.parse(ConditionKind.class, kind)
            .orElseThrow(() -> new UnreadableStateException("hold of " + kind));
    return new HoldKey(known, in.number(), in.number(), in.small());
  }

  // -- trades

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
