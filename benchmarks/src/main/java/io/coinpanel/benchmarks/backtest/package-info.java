/** A backtest over a day of trades, beside merely reading its file. */
@NullMarked
package io.coinpanel.benchmarks.backtest;

import org.jspecify.annotations.NullMarked;
