/** Where an account's notifications go besides its sockets. */
@NullMarked
package io.coinpanel.webserver.destination;

import org.jspecify.annotations.NullMarked;
