/** A connection to a webserver, seen from the client's side. */
@NullMarked
package io.coinpanel.cli.client;

import org.jspecify.annotations.NullMarked;
