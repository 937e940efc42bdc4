/** The exchange's published limits, and the record of who broke them. */
@NullMarked
package io.coinpanel.simulator.limits;

import org.jspecify.annotations.NullMarked;
