/** What an operator sees, starts and stops. */
@NullMarked
package io.coinpanel.ingestion.operations;

import org.jspecify.annotations.NullMarked;
