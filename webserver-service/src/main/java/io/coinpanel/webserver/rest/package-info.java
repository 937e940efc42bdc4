/** HTTP for scripts and phones: the use cases of the WebSocket commands, and a stream of events. */
@NullMarked
package io.coinpanel.webserver.rest;

import org.jspecify.annotations.NullMarked;
