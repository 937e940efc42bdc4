/** What is committed, and what is kept. */
@NullMarked
package io.coinpanel.ingestion.firing;

import org.jspecify.annotations.NullMarked;
