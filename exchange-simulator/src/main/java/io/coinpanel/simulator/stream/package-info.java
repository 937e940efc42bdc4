/** The WebSocket side: connections, their streams, their limits, and how they are mistreated. */
@NullMarked
package io.coinpanel.simulator.stream;

import org.jspecify.annotations.NullMarked;
