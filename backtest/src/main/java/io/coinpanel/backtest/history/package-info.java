/** Trades from the exchange's history, fetched over HTTP. */
@NullMarked
package io.coinpanel.backtest.history;

import org.jspecify.annotations.NullMarked;
