/**
 * Where a request really comes from, and which host it was sent to: directly or through a proxy.
 */
@NullMarked
package io.coinpanel.webserver.proxy;

import org.jspecify.annotations.NullMarked;
