/** Backtests: conditions over past trades, without a server. */
@NullMarked
package io.coinpanel.cli.backtest;

import org.jspecify.annotations.NullMarked;
