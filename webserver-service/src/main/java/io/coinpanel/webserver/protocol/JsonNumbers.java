package io.coinpanel.webserver.protocol;

import java.math.BigDecimal;
import java.util.Optional;

/** Parses JSON numbers exactly. */
final class JsonNumbers {

  private JsonNumbers() {}

  /** The number, or empty if invalid or its exponent is excessive. */
  static Optional<BigDecimal> parse(Value value) {
    if (!(value instanceof Value.NumberLiteral(String digits))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
