/** Pictures of how cost grows with size, drawn from reports. */
@NullMarked
package io.coinpanel.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
