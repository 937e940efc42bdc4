/** Backtests beside alerts that were live. */
@NullMarked
package io.coinpanel.systemtests.backtest;

import org.jspecify.annotations.NullMarked;
