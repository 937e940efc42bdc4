package io.coinpanel.testkit.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random walk on few prices, so that levels are hit exactly and often, with ties, jumps, quiet
 * times, times that go back, aggregated rows and gaps that cannot be filled.
 */
public final class RandomMarket {

  /** Ticks at which walks begin, and to which they return. */
  public static final int MIDDLE = 100;

  private static final int LOWEST = 40;
  private static final int HIGHEST = 180;
  private static final long[] TICKS = {
    1, 7, 1_000_000, 650_000_000_00L, Long.MAX_VALUE / (HIGHEST + 1)
  };
  private static final long[] QUIET = {60_000, 300_000, 3_600_000, 14_400_000, 86_400_000};
  private static final long BEGIN = 1_723_161_240_000L;

  private final RandomGenerator random;
  private final long tick;
  private final long offset;
  private int ticks = MIDDLE;
  private long id;
  private long time = BEGIN;
  private int backfilled;

  public RandomMarket(RandomGenerator random) {
    this.random = random;
    tick = TICKS[random.nextInt(TICKS.length)];
    // Half of the markets have prices of which percents are rarely whole.
    offset = random.nextBoolean() ? 0 : random.nextLong(tick);
    id = random.nextLong(1, 1_000_000);
  }

  /** The distance between neighbouring prices. */
  public long tick() {
    return tick;
  }

  /** The last price. */
  public long price() {
    return ticks * tick + offset;
  }

  /** The last time. */
  public long time() {
    return time;
  }

  public List<TradeRow> rows(int count) {
    List<TradeRow> rows = new ArrayList<>();
    while (rows.size() < count) {
      rows.add(next());
    }
    return rows;
  }

  public TradeRow next() {
    time += pause();
    ticks = Math.clamp((long) ticks + move(), LOWEST, HIGHEST);
    Source source = source();
    long first = source == Source.GAP ? id + random.nextInt(1, 50) : id;
    boolean isAggregated = source != Source.LIVE && random.nextInt(3) == 0;
    long last = first + (isAggregated ? random.nextInt(1, 5) : 0);
    id = last + 1;
    // The exchange's times go back now and then.
    long traded = random.nextInt(20) == 0 ? time - random.nextInt(1, 2_000) : time;
    return new TradeRow(first, last, price(), traded, source);
  }

  private Source source() {
    if (random.nextInt(80) == 0) {
      return Source.GAP;
    }
    if (backfilled > 0) {
      backfilled--;
      return Source.BACKFILL;
    }
    if (random.nextInt(60) == 0) {
      backfilled = random.nextInt(1, 30);
    }
    return Source.LIVE;
  }

  private int move() {
    int kind = random.nextInt(100);
    if (kind < 25) {
      return 0;
    }
    if (kind < 75) {
      return sign() * random.nextInt(1, 3);
    }
    if (kind < 93) {
      return sign() * random.nextInt(3, 10);
    }
    return sign() * random.nextInt(10, 45);
  }

  /** Up or down, rather towards the middle. */
  private int sign() {
    int pull = Integer.compare(MIDDLE, ticks);
    return random.nextInt(5) == 0 ? pull : (random.nextBoolean() ? 1 : -1);
  }

  private long pause() {
    int kind = random.nextInt(1_000);
    if (kind < 300) {
      return 0;
    }
    if (kind < 500) {
      return random.nextInt(1, 1_000);
    }
    if (kind < 850) {
      return random.nextInt(1, 8) * 1_000L;
    }
    if (kind < 900) {
      return toNext(1_000);
    }
    if (kind < 950) {
      return random.nextInt(1, 120) * 1_000L;
    }
    long quiet = QUIET[random.nextInt(QUIET.length)];
    return kind < 975 ? toNext(quiet) : random.nextLong(1, 3 * quiet);
  }

  /** Ends exactly where a second, minute, hour or day begins. */
  private long toNext(long unit) {
    return unit - Math.floorMod(time, unit);
  }
}
