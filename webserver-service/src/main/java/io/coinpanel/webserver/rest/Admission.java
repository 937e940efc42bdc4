package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.proxy.RateLimit;
import io.coinpanel.webserver.subscription.Owner;
import org.jspecify.annotations.Nullable;

/** Admits requests that their credential allows and that are within the account's rate. */
final class Admission {

  private final RateLimit<Long> rate;
  private final int requestsPerSecond;

  Admission(RateLimit<Long> rate, int requestsPerSecond) {
    this.rate = rate;
    this.requestsPerSecond = requestsPerSecond;
  }

  /**
   * Counts a request.
   *
   * @param account null if nobody is signed in
   */
  Owner.Account admit(@Nullable AccountPrincipal account, Scope scope) {
    if (account == null) {
      throw Problem.of(ErrorCode.UNAUTHORIZED, "only for accounts").toException();
    }
    if (!account.may(scope)) {
      throw Problem.of(ErrorCode.FORBIDDEN, "needs the scope " + scope.text()).toException();
    }
    if (!rate.tryAcquire(account.accountId())) {
      throw Problem.of(
              ErrorCode.RATE_LIMITED, "at most " + requestsPerSecond + " requests a second")
          .toException();
    }
    return new Owner.Account(account.accountId());
  }
}
