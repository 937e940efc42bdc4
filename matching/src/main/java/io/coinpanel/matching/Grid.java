package io.coinpanel.matching;

import io.coinpanel.model.Percent;
import java.math.BigInteger;

/**
 * The lines of a step: one at the origin, and one at each multiple of the distance from it. All are
 * millionths of a unit, which makes them exact; there may be more lines than a {@code long} counts.
 */
final class Grid {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private final BigInteger origin;
  private final BigInteger distance;

  private Grid(BigInteger origin, BigInteger distance) {
    this.origin = origin;
    this.distance = distance;
  }

  /** All multiples of a price. */
  static Grid ofAmount(long units) {
    return new Grid(BigInteger.ZERO, line(units));
  }

  /** Lines by percentages of a price. */
  static Grid ofPercent(Percent percent, long units) {
    BigInteger price = BigInteger.valueOf(units);
    return new Grid(line(units), price.multiply(BigInteger.valueOf(percent.ppm())));
  }

  /** What a line at this price would be. */
  static BigInteger line(long units) {
    return BigInteger.valueOf(units).multiply(MILLION);
  }

  /** A line of whole units and millionths. */
  static BigInteger line(long units, int fraction) {
    return line(units).add(BigInteger.valueOf(fraction));
  }

  BigInteger highestAtOrBelow(long price) {
    BigInteger at = line(price);
    return at.subtract(fromLine(at));
  }

  BigInteger lowestAtOrAbove(long price) {
    BigInteger at = line(price);
    BigInteger beyond = fromLine(at);
    return beyond.signum() == 0 ? at : at.subtract(beyond).add(distance);
  }

  BigInteger highestBelow(long price) {
    return lowestAtOrAbove(price).subtract(distance);
  }

  BigInteger lowestAbove(long price) {
    return highestAtOrBelow(price).add(distance);
  }

  BigInteger above(BigInteger line) {
    return line.add(distance);
  }

  BigInteger below(BigInteger line) {
    return line.subtract(distance);
  }

  /** How far it is above the highest line at or below it. */
  private BigInteger fromLine(BigInteger at) {
    return at.subtract(origin).mod(distance);
  }

  /** The price in whole units at or below a line. */
  static BigInteger units(BigInteger line) {
    BigInteger[] parts = line.divideAndRemainder(MILLION);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  static boolean isWhole(BigInteger line) {
    return line.mod(MILLION).signum() == 0;
  }

  /** What a line has beyond whole units. */
  static int fraction(BigInteger line) {
    return line.mod(MILLION).intValueExact();
  }
}
