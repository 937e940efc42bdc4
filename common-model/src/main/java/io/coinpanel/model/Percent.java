package io.coinpanel.model;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An exact percentage: a whole number of parts per million, so that "2.5" is 25,000.
 *
 * @param ppm positive, up to {@link #MAX}
 */
public record Percent(int ppm) implements Comparable<Percent> {

  /** Decimals of a percentage. */
  public static final int SCALE = 4;

  /** Parts of a whole. */
  public static final int WHOLE = 1_000_000;

  /** 1000 %: the largest rise. */
  public static final Percent MAX = new Percent(10 * WHOLE);

  /** 99.9999 %: the largest fall, move or step. */
  public static final Percent MAX_FALL = new Percent(WHOLE - 1);

  private static final int MAX_PPM = 10 * WHOLE;
  private static final BigDecimal LARGEST = BigDecimal.valueOf(MAX_PPM, SCALE);

  public Percent {
    if (ppm <= 0 || ppm > MAX_PPM) {
      throw new IllegalArgumentException("invalid percentage: " + ppm + " ppm");
    }
  }

  /**
   * Converts an exact number of per cent.
   *
   * @return empty if it is not above zero, has more than four significant decimals, or is above
   *     {@link #MAX}
   */
  public static Optional<Percent> of(BigDecimal number) {
    if (number.signum() <= 0 || number.compareTo(LARGEST) > 0) {
      return Optional.empty();
    }
    BigDecimal exact = number.stripTrailingZeros();
    return exact.scale() > SCALE
        ? Optional.empty()
        : Optional.of(new Percent(exact.movePointRight(SCALE).intValueExact()));
  }

  /** The number of per cent. */
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(ppm, SCALE);
  }

  @Override
  public int compareTo(Percent other) {
    return Integer.compare(ppm, other.ppm);
  }

  /** Plain notation without trailing zeros, as in the protocol. */
  @Override
  public String toString() {
    return toBigDecimal().stripTrailingZeros().toPlainString();
  }
}
