/** The program {@code coinpanel} and its subcommands. */
@NullMarked
package io.coinpanel.standalone;

import org.jspecify.annotations.NullMarked;
