/** Trade sources: random walk and recorded files. */
@NullMarked
package io.coinpanel.simulator.source;

import org.jspecify.annotations.NullMarked;
