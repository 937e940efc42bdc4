/** From a crossing to a committed row. */
@NullMarked
package io.coinpanel.ingestion.persistence;

import org.jspecify.annotations.NullMarked;
