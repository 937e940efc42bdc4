package io.coinpanel.benchmarks.conditions;

import static io.coinpanel.matching.WatchedSubscription.NEVER;

import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kind of subscription: any number that are out of reach, and one that can be made to fire. */
public enum Kind {
  THRESHOLD,
  COOLDOWN,
  REARM,
  HOLD,
  BAR,
  ENTER,
  LEAVE,
  RISE,
  FALL,
  MOVE,
  /** A rise or a fall without a window. */
  TRAILING,
  FROM,
  STEP,
  /** All of the others in turn. */
  MIXED;

  /** One of each kind fires when the price rises from {@link PriceWalk#BASE} to here. */
  static final long TOP = PriceWalk.BASE * 11 / 10;

  /** Between the base and the top: one that has fired is not armed again. */
  static final long NOT_ARMED = PriceWalk.BASE * 103 / 100;

  /** Between two trades that make it fire, for those to which time matters. */
  static final int SECONDS = 60;

  private static final List<Kind> SINGLE =
      Arrays.stream(values()).filter(kind -> kind != MIXED).toList();

  /** All that need more than an entry in the index of thresholds. */
  static final List<Kind> STATEFUL = SINGLE.subList(1, SINGLE.size());

  private static final List<Bar> BARS = List.of(Bar.values());
  private static final int LONGEST_WINDOW = 86_400;

  // Of what is out of reach: 30 % away and more, all different.
  private static final long HIGH = PriceWalk.BASE * 13 / 10;
  private static final long LOW = PriceWalk.BASE * 7 / 10;
  private static final int FAR_PPM = 300_000;

  /** Between {@link #NOT_ARMED} and {@link #TOP}. */
  private static final Price LEVEL = new Price(PriceWalk.BASE * 105 / 100);

  private static final Price REARMED_AT = new Price(PriceWalk.BASE * 102 / 100);

  /** What it consists of. */
  List<Kind> kinds() {
    return this == MIXED ? SINGLE : List.of(this);
  }

  /**
   * One that no price within 20 % of the base fires.
   *
   * @param number all of one number are the same, all of others different
   * @param price of the last trade, in units
   */
  WatchedSubscription quiet(int number, long price) {
    return watched(number, far(number, price));
  }

  /** One that fires once or twice while the price goes from the base to the top and back. */
  WatchedSubscription firing(int id) {
    return watched(id, near());
  }

  private WatchedSubscription watched(int id, Condition condition) {
    int cooldown = this == COOLDOWN ? 1 : 0;
    return new WatchedSubscription(
        id, 1, 1, 1, Symbol.NAME, condition, Repeat.EVERY, cooldown, NEVER, NEVER);
  }

  private Condition far(int number, long price) {
    boolean isEven = number % 2 == 0;
    Price high = new Price(HIGH + number * PriceWalk.TICK);
    Price low = new Price(LOW - number * PriceWalk.TICK);
    Price either = isEven ? high : low;
    Percent percent = new Percent(FAR_PPM + number);
    int window = LONGEST_WINDOW - number % LONGEST_WINDOW;
    ConditionKind riseOrFall = isEven ? ConditionKind.RISE : ConditionKind.FALL;
    return switch (this) {
      case THRESHOLD, COOLDOWN -> Condition.Threshold.plain(ConditionKind.CROSS, either);
      case REARM -> above(high, new Price(HIGH - PriceWalk.TICK), Confirmation.NONE);
      case HOLD -> above(high, null, new Confirmation.Hold(SECONDS));
      case BAR -> above(high, null, new Confirmation.Close(bar(number)));
      case ENTER -> range(ConditionKind.ENTER, high, new Price(2 * high.units()));
      case LEAVE -> range(ConditionKind.LEAVE, low, high);
      case RISE -> change(ConditionKind.RISE, percent, window, null);
      case FALL -> change(ConditionKind.FALL, percent, window, null);
      case MOVE -> change(ConditionKind.MOVE, percent, window, null);
      case TRAILING -> change(riseOrFall, percent, null, null);
      case FROM -> change(riseOrFall, percent, null, isEven ? high : new Price(price));
      case STEP -> isEven ? new Condition.PercentStep(percent) : new Condition.AmountStep(high);
      case MIXED -> throw new IllegalArgumentException("no kind of its own");
    };
  }

  private Condition near() {
    Percent tenth = new Percent(Percent.WHOLE / 10);
    Percent fall = new Percent(Percent.WHOLE / 20);
    int hour = 3600;
    return switch (this) {
      case THRESHOLD, COOLDOWN -> Condition.Threshold.plain(ConditionKind.ABOVE, LEVEL);
      case REARM -> above(LEVEL, REARMED_AT, Confirmation.NONE);
      case HOLD -> above(LEVEL, null, new Confirmation.Hold(SECONDS));
      case BAR -> above(LEVEL, null, new Confirmation.Close(Bar.ONE_MINUTE));
      case ENTER -> range(ConditionKind.ENTER, LEVEL, new Price(HIGH));
      case LEAVE -> range(ConditionKind.LEAVE, new Price(LOW), LEVEL);
      case RISE -> change(ConditionKind.RISE, tenth, hour, null);
      case FALL -> change(ConditionKind.FALL, fall, hour, null);
      case MOVE -> change(ConditionKind.MOVE, tenth, hour, null);
      case TRAILING -> change(ConditionKind.RISE, tenth, null, null);
      case FROM -> change(ConditionKind.RISE, tenth, null, new Price(PriceWalk.BASE));
      case STEP -> new Condition.AmountStep(new Price(PriceWalk.BASE / 20));
      case MIXED -> throw new IllegalArgumentException("no kind of its own");
    };
  }

  private static Bar bar(int number) {
    return BARS.get(number % BARS.size());
  }

  private static Condition above(Price threshold, @Nullable Price rearm, Confirmation confirmed) {
    return new Condition.Threshold(ConditionKind.ABOVE, threshold, rearm, confirmed);
  }

  private static Condition range(ConditionKind kind, Price lower, Price upper) {
    return new Condition.Range(kind, lower, upper, Confirmation.NONE);
  }

  private static Condition change(
      ConditionKind kind, Percent percent, @Nullable Integer window, @Nullable Price from) {
    return new Condition.Change(kind, percent, window, from);
  }
}
