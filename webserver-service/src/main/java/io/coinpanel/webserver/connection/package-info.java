/** Who a client is across sockets and webservers: connection rows, tokens, and their end. */
@NullMarked
package io.coinpanel.webserver.connection;

import org.jspecify.annotations.NullMarked;
