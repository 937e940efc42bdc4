/** From a crossing to a committed row. */
@NullMarked
package io.coinpanel.ingestion.firing;

import org.jspecify.annotations.NullMarked;
