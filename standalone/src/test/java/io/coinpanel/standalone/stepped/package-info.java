/** The main classes of services whose wall clocks a test can step. */
@NullMarked
package io.coinpanel.standalone.stepped;

import org.jspecify.annotations.NullMarked;
