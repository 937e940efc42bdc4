/** One trade that crosses very many thresholds, held against a bare COPY of the same rows. */
@NullMarked
package io.coinpanel.benchmarks.burst;

import org.jspecify.annotations.NullMarked;
