package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.subscription.Owner;
import org.jspecify.annotations.Nullable;

/** Admits requests that their credential allows. */
final class Admission {

  private Admission() {}

  /**
   * Whose request it is.
   *
   * @param account null if nobody is signed in
   */
  static Owner.Account admit(@Nullable AccountPrincipal account, Scope scope) {
    if (account == null) {
      throw Problem.of(ErrorCode.UNAUTHORIZED, "only for accounts").toException();
    }
    if (!account.may(scope)) {
      throw Problem.of(ErrorCode.FORBIDDEN, "needs the scope " + scope.text()).toException();
    }
    return new Owner.Account(account.accountId());
  }
}
