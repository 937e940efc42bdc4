/** Subscribe throughput. */
@NullMarked
package io.coinpanel.benchmarks.subscribe;

import org.jspecify.annotations.NullMarked;
