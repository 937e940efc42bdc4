/** Ingestion whole, between a simulated exchange and a real Postgres. */
@NullMarked
package io.coinpanel.ingestion;

import org.jspecify.annotations.NullMarked;
