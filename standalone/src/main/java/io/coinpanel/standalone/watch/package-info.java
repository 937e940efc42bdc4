/** A client of the protocol that prints the crossings of one threshold. */
@NullMarked
package io.coinpanel.standalone.watch;

import org.jspecify.annotations.NullMarked;
