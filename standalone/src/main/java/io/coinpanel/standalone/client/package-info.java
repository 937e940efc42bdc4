/** A connection to a webserver, seen from the client's side. */
@NullMarked
package io.coinpanel.standalone.client;

import org.jspecify.annotations.NullMarked;
