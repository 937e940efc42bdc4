/** How long clients wait for their welcome when many connect at once. */
@NullMarked
package io.coinpanel.benchmarks.connect;

import org.jspecify.annotations.NullMarked;
