/** A client's socket: outgoing order, heartbeats, rate limits. */
@NullMarked
package io.coinpanel.webserver.socket;

import org.jspecify.annotations.NullMarked;
