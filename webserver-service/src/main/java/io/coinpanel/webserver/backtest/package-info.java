/** Backtests over the exchange's recent history, bounded for all and for each owner. */
@NullMarked
package io.coinpanel.webserver.backtest;

import org.jspecify.annotations.NullMarked;
