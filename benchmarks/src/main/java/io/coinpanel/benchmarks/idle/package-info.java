/** What a connected client that is told nothing costs in memory. */
@NullMarked
package io.coinpanel.benchmarks.idle;

import org.jspecify.annotations.NullMarked;
