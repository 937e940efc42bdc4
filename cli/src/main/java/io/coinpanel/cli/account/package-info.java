/** Manages accounts and API keys over HTTP. */
@NullMarked
package io.coinpanel.cli.account;

import org.jspecify.annotations.NullMarked;
