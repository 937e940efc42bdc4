/** The HTTP control API: what can be commanded of the exchange from another process. */
@NullMarked
package io.coinpanel.simulator.control;

import org.jspecify.annotations.NullMarked;
