/** Backtests: which notifications a subscription would have produced on past trades. */
@NullMarked
package io.coinpanel.backtest;

import org.jspecify.annotations.NullMarked;
