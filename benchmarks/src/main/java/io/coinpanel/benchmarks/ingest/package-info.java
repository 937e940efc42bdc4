/**
 * How many trades a second are taken from the exchange, beside other readers of the same stream.
 */
@NullMarked
package io.coinpanel.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
