package io.coinpanel.systemtests.oracle;

import java.math.BigDecimal;

/** That a trade crossed a subscription's threshold, to be compared whatever the notation. */
record Firing(String subscription, long trade, BigDecimal price, BigDecimal previous) {

  Firing {
    price = price.stripTrailingZeros();
    previous = previous.stripTrailingZeros();
  }
}
