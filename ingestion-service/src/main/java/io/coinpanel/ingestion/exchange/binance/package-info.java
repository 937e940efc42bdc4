/** Binance, as its public documents describe it. */
@NullMarked
package io.coinpanel.ingestion.exchange.binance;

import org.jspecify.annotations.NullMarked;
