@NullMarked
package io.coinpanel.backtest.history;

import org.jspecify.annotations.NullMarked;
