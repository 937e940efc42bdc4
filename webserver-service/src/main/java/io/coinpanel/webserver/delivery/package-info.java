/** Committed notifications and activations on their way from the table to their connections. */
@NullMarked
package io.coinpanel.webserver.delivery;

import org.jspecify.annotations.NullMarked;
