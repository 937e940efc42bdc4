/** Trades from files of the exchange's public archive. */
@NullMarked
package io.coinpanel.backtest.file;

import org.jspecify.annotations.NullMarked;
