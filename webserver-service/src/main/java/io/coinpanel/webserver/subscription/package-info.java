/** Subscriptions from a client's words to rows and back. */
@NullMarked
package io.coinpanel.webserver.subscription;

import org.jspecify.annotations.NullMarked;
