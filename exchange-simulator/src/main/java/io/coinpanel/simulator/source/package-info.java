/** Where trades come from when nobody commands them: a random walk, and recorded files. */
@NullMarked
package io.coinpanel.simulator.source;

import org.jspecify.annotations.NullMarked;
