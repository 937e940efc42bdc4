/** Whether figures have their names. */
@NullMarked
package io.coinpanel.benchmarks.burst;

import org.jspecify.annotations.NullMarked;
