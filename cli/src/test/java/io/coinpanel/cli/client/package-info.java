/** Tests of the client side of the protocol. */
@NullMarked
package io.coinpanel.cli.client;

import org.jspecify.annotations.NullMarked;
