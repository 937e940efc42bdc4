package io.coinpanel.testkit.conditions;

import io.coinpanel.testkit.conditions.Condition.AmountStep;
import io.coinpanel.testkit.conditions.Condition.Change;
import io.coinpanel.testkit.conditions.Condition.PercentStep;
import io.coinpanel.testkit.conditions.Condition.Range;
import io.coinpanel.testkit.conditions.Condition.Threshold;
import java.util.random.RandomGenerator;

/** Valid terms of every kind, near enough to the market's price that all of them fire. */
public final class RandomTerms {

  private static final long MILLION = 1_000_000;
  private static final int[] SECONDS = {1, 2, 3, 5, 10, 30, 60, 300, 3_600, 86_400};

  private final RandomGenerator random;
  private final long tick;

  /**
   * @param tick what the price moves by often; levels are a few of it away
   */
  public RandomTerms(RandomGenerator random, long tick) {
    this.random = random;
    this.tick = tick;
  }

  /** Terms for a symbol that is at this price at this time. */
  public Terms next(long price, long time) {
    Terms terms = Terms.of(condition(price));
    terms = terms.repeat(repeat()).cooldown(oneIn(3) ? seconds() : 0);
    return oneIn(12) ? terms.expiresAt(time + random.nextInt(1, 400) * 1_000L) : terms;
  }

  /** The same condition with another repeat, cooldown or expiry, or else other terms. */
  public Terms edited(Terms terms, long price, long time) {
    return switch (random.nextInt(5)) {
      case 0 -> terms.repeat(repeat());
      case 1 -> terms.cooldown(oneIn(2) ? seconds() : 0);
      case 2 -> terms.expiresAt(oneIn(2) ? Terms.NEVER : time + random.nextInt(1, 400_000));
      default -> next(price, time);
    };
  }

  private Condition condition(long price) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> threshold(Condition.above(near(price)));
      case 2, 3 -> threshold(Condition.below(near(price)));
      case 4 -> threshold(Condition.cross(near(price)));
      case 5 -> range(price);
      case 6 -> change(Condition.rise(ppm(price)), price);
      case 7 -> change(Condition.fall(ppm(price)), price);
      case 8 -> change(Condition.move(ppm(price)), price);
      default -> step(price);
    };
  }

  private Condition threshold(Threshold plain) {
    int kind = random.nextInt(6);
    if (kind == 0) {
      return plain;
    }
    if (plain.side() == Condition.Side.CROSS) {
      return plain.bar(bar());
    }
    if (kind <= 2) {
      return plain.hold(seconds());
    }
    if (kind == 3) {
      return plain.bar(bar());
    }
    long distance = random.nextInt(8) * tick;
    Threshold rearmed =
        plain.rearm(
            plain.side() == Condition.Side.ABOVE
                ? Math.max(1, plain.threshold() - distance)
                : plain.threshold() + Math.min(distance, Long.MAX_VALUE - plain.threshold()));
    return kind == 4 ? rearmed.bar(bar()) : rearmed;
  }

  private Condition range(long price) {
    long one = near(price);
    long other = near(price);
    long lower = Math.min(one, other);
    long upper = Math.max(one, other);
    Range plain = oneIn(2) ? Condition.enter(lower, upper) : Condition.leave(lower, upper);
    return switch (random.nextInt(3)) {
      case 0 -> plain.hold(seconds());
      case 1 -> plain.bar(bar());
      default -> plain;
    };
  }

  private Condition change(Change plain, long price) {
    return switch (random.nextInt(4)) {
      case 0 -> plain.from(oneIn(6) ? price : near(price));
      case 1, 2 -> plain.within(seconds());
      default -> plain;
    };
  }

  private Condition step(long price) {
    if (oneIn(2)) {
      return new PercentStep(ppm(price));
    }
    return new AmountStep(random.nextInt(1, 8) * tick + (oneIn(3) ? random.nextLong(tick) : 0));
  }

  /** On one of the market's prices, or between two. */
  private long near(long price) {
    int away = random.nextInt(1, 13);
    long distance = away * tick - (oneIn(4) ? random.nextLong(tick) : 0);
    boolean isBelow = distance < price && (oneIn(2) || distance > Long.MAX_VALUE - price);
    return isBelow ? price - distance : price + Math.min(distance, Long.MAX_VALUE - price);
  }

  /** About as far as the price moves, exactly a number of ticks or not. */
  private long ppm(long price) {
    double ticks = random.nextInt(1, 15) - (oneIn(4) ? random.nextDouble() : 0);
    return Math.clamp(Math.round(ticks * tick / price * MILLION), 1, Condition.BELOW_ALL);
  }

  private Repeat repeat() {
    return switch (random.nextInt(10)) {
      case 0 -> Repeat.ONCE;
      case 1, 2 -> Repeat.ONCE_PER_MINUTE;
      default -> Repeat.EVERY;
    };
  }

  private Bar bar() {
    Bar[] bars = Bar.values();
    return bars[random.nextInt(1 + random.nextInt(bars.length))];
  }

  /** Short ones more often. */
  private int seconds() {
    return SECONDS[random.nextInt(1 + random.nextInt(SECONDS.length))];
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }
}
