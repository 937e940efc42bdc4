/** Backtests: what a subscription would have notified over trades of the past. */
@NullMarked
package io.coinpanel.backtest;

import org.jspecify.annotations.NullMarked;
