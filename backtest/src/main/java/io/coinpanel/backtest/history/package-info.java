/** Trades from the exchange's history, asked for over HTTP. */
@NullMarked
package io.coinpanel.backtest.history;

import org.jspecify.annotations.NullMarked;
