package io.coinpanel.webserver.protocol;

import java.math.BigDecimal;
import java.util.Optional;

/** JSON numbers as exact numbers. */
final class Numerals {

  private Numerals() {}

  /** The number, or empty if it is none or its exponent is beyond all reckoning. */
  static Optional<BigDecimal> read(Value value) {
    if (!(value instanceof Value.Numeral(String digits))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
