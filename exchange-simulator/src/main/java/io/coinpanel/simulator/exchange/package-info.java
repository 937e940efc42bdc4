/** The simulated exchange as a whole, and everything that can be commanded of it. */
@NullMarked
package io.coinpanel.simulator.exchange;

import org.jspecify.annotations.NullMarked;
