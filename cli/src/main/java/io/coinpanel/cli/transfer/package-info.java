/** Exports and imports the alerts of an account over HTTP. */
@NullMarked
package io.coinpanel.cli.transfer;

import org.jspecify.annotations.NullMarked;
