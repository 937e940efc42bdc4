/** Accounts, their credentials, and who a request comes from. */
@NullMarked
package io.coinpanel.webserver.account;

import org.jspecify.annotations.NullMarked;
