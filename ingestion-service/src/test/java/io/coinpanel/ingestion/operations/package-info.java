/** What an operator sees. */
@NullMarked
package io.coinpanel.ingestion.operations;

import org.jspecify.annotations.NullMarked;
