/** The exchange driven over real sockets. */
@NullMarked
package io.coinpanel.simulator;

import org.jspecify.annotations.NullMarked;
