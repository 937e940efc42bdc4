/** The last prices, for the clients that asked to see them. */
@NullMarked
package io.coinpanel.webserver.prices;

import org.jspecify.annotations.NullMarked;
