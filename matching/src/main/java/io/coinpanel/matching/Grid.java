package io.coinpanel.matching;

import io.coinpanel.model.Percent;
import java.math.BigInteger;

/**
 * The lines of a step: one at the origin, and one at each multiple of the distance from it. There
 * may be more than a {@code long} counts.
 *
 * @param distance in whole units
 * @param fraction what the distance has beyond those, in millionths of a unit
 */
record Grid(long origin, long distance, int fraction) {

  static final int MILLION = 1_000_000;

  /** So many units are a {@code long} in millionths too. */
  private static final long SMALL = Long.MAX_VALUE / MILLION - 1;

  /** All multiples of a price. */
  static Grid ofAmount(long units) {
    return new Grid(0, units, 0);
  }

  /** Lines by percentages of a price. */
  static Grid ofPercent(Percent percent, long price) {
    long millions = price / MILLION;
    long rest = price % MILLION * percent.ppm();
    return new Grid(price, millions * percent.ppm() + rest / MILLION, (int) (rest % MILLION));
  }

  Line highestAtOrBelow(long price) {
    long offset = price - origin;
    if (fraction == 0) {
      return new Line(price - Math.floorMod(offset, distance), 0);
    }
    if (Math.abs(offset) <= SMALL && distance <= SMALL) {
      long beyond = Math.floorMod(offset * MILLION, distance * MILLION + fraction);
      return below(price, beyond / MILLION, (int) (beyond % MILLION));
    }
    BigInteger million = BigInteger.valueOf(MILLION);
    BigInteger between =
        BigInteger.valueOf(distance).multiply(million).add(BigInteger.valueOf(fraction));
    BigInteger[] beyond =
        BigInteger.valueOf(offset).multiply(million).mod(between).divideAndRemainder(million);
    return below(price, beyond[0].longValueExact(), beyond[1].intValueExact());
  }

  private static Line below(long units, long by, int byFraction) {
    return byFraction == 0
        ? new Line(units - by, 0)
        : new Line(units - by - 1, MILLION - byFraction);
  }

  Line highestBelow(long price) {
    Line line = highestAtOrBelow(price);
    return line.isAt(price) ? below(line) : line;
  }

  Line lowestAtOrAbove(long price) {
    Line line = highestAtOrBelow(price);
    return line.isAt(price) ? line : above(line);
  }

  Line lowestAbove(long price) {
    return above(highestAtOrBelow(price));
  }

  /** The next line; where it is above all prices, it may be any that is. */
  Line above(Line line) {
    if (line.units() >= Long.MAX_VALUE - distance) {
      return Line.OUT_OF_REACH;
    }
    int sum = line.fraction() + fraction;
    return new Line(line.units() + distance + sum / MILLION, sum % MILLION);
  }

  /** The line before; where it is below all prices, it may be any that is. */
  Line below(Line line) {
    if (line.units() < 0) {
      return line;
    }
    int rest = line.fraction() - fraction;
    return new Line(line.units() - distance - (rest < 0 ? 1 : 0), Math.floorMod(rest, MILLION));
  }
}
