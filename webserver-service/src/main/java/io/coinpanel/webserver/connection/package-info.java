/**
 * A client's socket and its manners: what is told to it, in which order, and how fast it may talk.
 */
@NullMarked
package io.coinpanel.webserver.connection;

import org.jspecify.annotations.NullMarked;
