/** What this webserver asks the exchange, within its share of the address's limits. */
@NullMarked
package io.coinpanel.webserver.exchange;

import org.jspecify.annotations.NullMarked;
