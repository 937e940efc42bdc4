/** The hot path: which thresholds a trade crosses. */
@NullMarked
package io.coinpanel.ingestion.watch;

import org.jspecify.annotations.NullMarked;
