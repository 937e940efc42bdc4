package io.coinpanel.matching;

import io.coinpanel.model.Direction;
import org.jspecify.annotations.Nullable;

/** A rule with up to two entries among levels, of trades or of the closes of bars. */
abstract class LevelRule extends Rule implements LevelListener {

  private final Levels levels;
  private final long number;
  private final @Nullable BarSeries bars;

  private long lower;
  private byte lowerDirections;
  private long upper;
  private byte upperDirections;

  /**
   * @param bars whose closes it is evaluated on; null for trades
   */
  LevelRule(WatchedSubscription subscription, RuleContext context, @Nullable BarSeries bars) {
    super(subscription, context.firings(), bars == null ? context.rests() : context.carriedRests());
    this.bars = bars;
    levels = bars == null ? context.levels() : bars.levels();
    number = levels.register(this);
  }

  @Override
  final void startFrom(long price) {
    if (bars != null) {
      bars.startFrom(this, price);
    }
    startAt(price);
  }

  /** Begins with a baseline of this price. */
  abstract void startAt(long price);

  @Override
  final void settle() {
    if (bars != null && bars.isApart(this)) {
      stand(0, ThresholdFlags.NONE, 0, ThresholdFlags.NONE);
    } else {
      settle(levels.price());
    }
  }

  @Override
  final boolean awaitsProof() {
    return bars != null;
  }

  /** Stands where it has to with the price where it is. */
  abstract void settle(long price);

  /** Fires at a level of whole units. */
  final boolean fire(Direction direction, long level) {
    return firings.fire(this, direction, level, 0, Crossings.NONE);
  }

  /** Has entries at these two thresholds, or where the directions are none at fewer. */
  final void stand(long lowest, byte lowestDirections, long highest, byte highestDirections) {
    byte below = lowestDirections;
    byte above = highestDirections;
    if (lowest == highest && below != ThresholdFlags.NONE) {
      below |= above;
      above = ThresholdFlags.NONE;
    }
    if (lower == lowest
        && lowerDirections == below
        && upper == highest
        && upperDirections == above) {
      return;
    }
    withdraw();
    lower = lowest;
    lowerDirections = below;
    upper = highest;
    upperDirections = above;
    add(lower, lowerDirections);
    add(upper, upperDirections);
  }

  final void standAt(long threshold, byte directions) {
    stand(threshold, directions, threshold, ThresholdFlags.NONE);
  }

  final void standNowhere() {
    standAt(0, ThresholdFlags.NONE);
  }

  private void withdraw() {
    if (lowerDirections != ThresholdFlags.NONE) {
      levels.remove(lower, number);
    }
    if (upperDirections != ThresholdFlags.NONE) {
      levels.remove(upper, number);
    }
  }

  private void add(long threshold, byte directions) {
    if (directions != ThresholdFlags.NONE) {
      levels.add(threshold, number, directions);
    }
  }

  @Override
  final void writeOwn(StateWriter out) {
    if (bars != null) {
      bars.write(this, out);
    }
    writeMemory(out);
  }

  @Override
  final void readOwn(StateReader in) throws UnreadableStateException {
    if (bars != null) {
      bars.read(this, in);
    }
    readMemory(in);
  }

  /** Writes what its condition has to remember. */
  abstract void writeMemory(StateWriter out);

  abstract void readMemory(StateReader in) throws UnreadableStateException;

  @Override
  void leave() {
    super.leave();
    standNowhere();
    levels.unregister(number);
    if (bars != null) {
      bars.leave(this);
    }
  }
}
