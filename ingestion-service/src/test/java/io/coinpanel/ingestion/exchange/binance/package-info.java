/** What the exchange sends, read from recorded and from broken frames. */
@NullMarked
package io.coinpanel.ingestion.exchange.binance;

import org.jspecify.annotations.NullMarked;
