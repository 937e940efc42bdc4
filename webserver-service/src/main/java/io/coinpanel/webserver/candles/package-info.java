/** Candles of the exchange, cached. */
@NullMarked
package io.coinpanel.webserver.candles;

import org.jspecify.annotations.NullMarked;
