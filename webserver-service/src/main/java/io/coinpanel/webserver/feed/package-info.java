/** Informs clients when the trades of their symbols cannot be seen, and when they are again. */
@NullMarked
package io.coinpanel.webserver.feed;

import org.jspecify.annotations.NullMarked;
