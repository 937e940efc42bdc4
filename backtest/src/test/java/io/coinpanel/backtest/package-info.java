@NullMarked
package io.coinpanel.backtest;

import org.jspecify.annotations.NullMarked;
