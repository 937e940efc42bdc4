package io.coinpanel.systemtests.oracle;

import java.math.BigDecimal;

/** A trade of the history that the oracle looks at. */
record ObservedTrade(String symbol, long id, BigDecimal price) {}
