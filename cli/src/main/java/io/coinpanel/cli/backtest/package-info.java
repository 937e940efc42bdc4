/** Backtests: conditions over trades of the past, without a server. */
@NullMarked
package io.coinpanel.cli.backtest;

import org.jspecify.annotations.NullMarked;
