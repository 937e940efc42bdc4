/** Trades in, committed notifications out. */
@NullMarked
package io.coinpanel.ingestion;

import org.jspecify.annotations.NullMarked;
