/** The hot path: which thresholds a trade crosses. */
@NullMarked
package io.coinpanel.ingestion.matching;

import org.jspecify.annotations.NullMarked;
