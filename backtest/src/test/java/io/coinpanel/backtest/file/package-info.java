@NullMarked
package io.coinpanel.backtest.file;

import org.jspecify.annotations.NullMarked;
