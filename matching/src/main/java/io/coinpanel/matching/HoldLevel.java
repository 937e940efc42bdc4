package io.coinpanel.matching;

import io.coinpanel.model.Direction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a price has to hold: the run at hand, and the rules that wait for its end. */
final class HoldLevel extends HoldRun implements LevelListener {

  private final HoldKey key;
  private final Levels levels;
  private final Deadlines<HoldRun> deadlines;
  private final MatchedTrade trade;
  private final long number;

  /** Those that a run fires: none that rests, and none whose own run began at its baseline. */
  private final List<HoldRule> waiting = new ArrayList<>();

  private final List<BaselineRun> baselineRuns = new ArrayList<>();

  // Of the run that is set as a deadline.
  private @Nullable Direction direction;
  private long level;

  HoldLevel(HoldKey key, Levels levels, Deadlines<HoldRun> deadlines, MatchedTrade trade) {
    this.key = key;
    this.levels = levels;
    this.deadlines = deadlines;
    this.trade = trade;
    number = levels.register(this);
    key.forEachEntry((threshold, directions) -> levels.add(threshold, number, directions));
  }

  HoldKey key() {
    return key;
  }

  /** No rule is left. */
  void leave() {
    end();
    key.forEachEntry((threshold, _) -> levels.remove(threshold, number));
    levels.unregister(number);
  }

  // -- runs

  @Override
  public void crossed(long previous, long price) {
    boolean held = key.isHeldBy(previous);
    boolean holds = key.isHeldBy(price);
    if (held && !holds) {
      end();
    } else if (holds && !held) {
      Direction began = price > previous ? Direction.UP : Direction.DOWN;
      continueRun(trade.time + key.millis(), began);
    }
  }

  void write(StateWriter out) {
    out.text(key.kind().wireName());
    out.number(key.lower());
    out.number(key.upper());
    out.number(key.seconds());
    out.number(due);
    out.flag(direction == Direction.UP);
  }

  /** Continues a run until its deadline. */
  void continueRun(long deadline, Direction began) {
    direction = began;
    level = key.levelPassed(began);
    deadlines.set(this, deadline);
  }

  /** The price does not hold any more, or nobody knows. */
  void end() {
    deadlines.cancel(this);
    for (BaselineRun run : baselineRuns) {
      deadlines.cancel(run);
      run.rule().runEnded();
    }
    baselineRuns.clear();
  }

  @Override
  void prove() {
    for (HoldRule rule : waiting) {
      rule.fire(direction, level);
    }
  }

  /** The price holds already where a rule begins: it has a run of its own. */
  @Nullable BaselineRun beginAtBaseline(HoldRule rule) {
    if (!key.isHeldBy(trade.price)) {
      return null;
    }
    return continueFromBaseline(rule, trade.time + key.millis());
  }

  /** A rule has a run of its own until a deadline. */
  BaselineRun continueFromBaseline(HoldRule rule, long deadline) {
    BaselineRun run = new BaselineRun(rule, key);
    run.at = baselineRuns.size();
    baselineRuns.add(run);
    deadlines.set(run, deadline);
    return run;
  }

  /** A run that began at a baseline is proven, or its rule is no longer evaluated. */
  void forget(BaselineRun run) {
    deadlines.cancel(run);
    BaselineRun last = baselineRuns.removeLast();
    if (last != run) {
      last.at = run.at;
      baselineRuns.set(last.at, last);
    }
  }

  // -- rules that wait

  void await(HoldRule rule) {
    rule.at = waiting.size();
    waiting.add(rule);
  }

  void awaitNoMore(HoldRule rule) {
    HoldRule last = waiting.removeLast();
    if (last != rule) {
      last.at = rule.at;
      waiting.set(last.at, last);
    }
    rule.at = HoldRule.NOT_WAITING;
  }
}
