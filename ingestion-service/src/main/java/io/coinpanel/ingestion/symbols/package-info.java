/** What the exchange lists, kept in the table. */
@NullMarked
package io.coinpanel.ingestion.symbols;

import org.jspecify.annotations.NullMarked;
