/** The main classes of services whose wall clocks a test can step. */
@NullMarked
package io.coinpanel.systemtests.clock;

import org.jspecify.annotations.NullMarked;
