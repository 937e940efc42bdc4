package io.coinpanel.matching;

/**
 * A line of a grid, exactly.
 *
 * @param units of the price at or below it; negative if there is no price there
 * @param fraction what it has beyond those, in millionths of a unit
 */
record Line(long units, int fraction) implements Comparable<Line> {

  /** Above all prices. */
  static final Line OUT_OF_REACH = new Line(Long.MAX_VALUE, Grid.MILLION - 1);

  boolean isWhole() {
    return fraction == 0;
  }

  boolean isAt(long price) {
    return units == price && fraction == 0;
  }

  /** Whether no price is as low. */
  boolean isBelowAll() {
    return units < 0 || isAt(0);
  }

  @Override
  public int compareTo(Line other) {
    int byUnits = Long.compare(units, other.units);
    return byUnits != 0 ? byUnits : Integer.compare(fraction, other.fraction);
  }
}
