/** Manages an account's destinations over HTTP. */
@NullMarked
package io.coinpanel.cli.destination;

import org.jspecify.annotations.NullMarked;
