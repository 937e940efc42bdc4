@NullMarked
package io.coinpanel.cli.backtest;

import org.jspecify.annotations.NullMarked;
