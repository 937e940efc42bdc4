/** The feed, stepped by hand. */
@NullMarked
package io.coinpanel.ingestion.symbols;

import org.jspecify.annotations.NullMarked;
