package io.coinpanel.testkit.conditions;

import org.jspecify.annotations.Nullable;

/** A level condition on trades or on closes, with or without hysteresis. */
record CrossingRule(Level level, @Nullable Rearm rearm, @Nullable Bar bar) implements Rule {

  @Override
  public @Nullable Firing judge(Tape tape) {
    Series series = bar == null ? new Series.Trades(tape) : Series.Closes.known(tape, bar);
    if (series == null) {
      return null;
    }
    int n = series.newest();
    Level.Passed passed = level.passed(series.price(n - 1), series.price(n));
    if (passed == null || (rearm != null && !rearm.isArmed(series, tape.lastFiring()))) {
      return null;
    }
    return new Firing(series.trade(n), passed.direction(), passed.price(), null, series.barEnd(n));
  }
}
