package io.coinpanel.systemtests.oracle;

import java.math.BigDecimal;

/** What a client subscribes to. */
record RequestedSubscription(String symbol, String condition, BigDecimal threshold) {

  /** The promise, read again from its words. */
  boolean isCrossed(BigDecimal previous, BigDecimal price) {
    boolean rises = previous.compareTo(threshold) <= 0 && price.compareTo(threshold) > 0;
    boolean falls = previous.compareTo(threshold) >= 0 && price.compareTo(threshold) < 0;
    return switch (condition) {
      case "above" -> rises;
      case "below" -> falls;
      case "cross" -> rises || falls;
      default -> throw new IllegalArgumentException(condition);
    };
  }
}
