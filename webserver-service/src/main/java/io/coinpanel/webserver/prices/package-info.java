/** Broadcasts last prices to clients that enabled them. */
@NullMarked
package io.coinpanel.webserver.prices;

import org.jspecify.annotations.NullMarked;
