/** The one port: HTTP and WebSocket of the exchange and the control API behind it. */
@NullMarked
package io.coinpanel.simulator.server;

import org.jspecify.annotations.NullMarked;
