/** A Binance that keeps the documented rules, and misbehaves on command. */
@NullMarked
package io.coinpanel.simulator;

import org.jspecify.annotations.NullMarked;
