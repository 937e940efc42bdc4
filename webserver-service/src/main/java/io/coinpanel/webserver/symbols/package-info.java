/** The symbols that may be subscribed to. */
@NullMarked
package io.coinpanel.webserver.symbols;

import org.jspecify.annotations.NullMarked;
