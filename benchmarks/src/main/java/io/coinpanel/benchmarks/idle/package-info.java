/** Memory of a connected client that receives nothing. */
@NullMarked
package io.coinpanel.benchmarks.idle;

import org.jspecify.annotations.NullMarked;
