/** The listening socket. */
@NullMarked
package io.coinpanel.simulator.socket;

import org.jspecify.annotations.NullMarked;
