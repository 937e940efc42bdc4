/** A client of the protocol that prints the crossings of one threshold. */
@NullMarked
package io.coinpanel.cli.watch;

import org.jspecify.annotations.NullMarked;
