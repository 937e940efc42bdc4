/**
 * Accounts, their credentials, and who a request comes from.
 *
 * <p>Queries are SQL or derived from method names: parsing JPQL took a third of a start.
 */
@NullMarked
package io.coinpanel.webserver.account;

import org.jspecify.annotations.NullMarked;
