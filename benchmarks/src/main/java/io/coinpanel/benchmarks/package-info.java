/** What it costs: the hot paths, the whole system under load, and peers in the same run. */
@NullMarked
package io.coinpanel.benchmarks;

import org.jspecify.annotations.NullMarked;
