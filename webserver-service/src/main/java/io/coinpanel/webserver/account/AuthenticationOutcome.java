package io.coinpanel.webserver.account;

import java.time.Duration;

/** The outcome of checking a credential. */
public sealed interface AuthenticationOutcome {

  record Accepted(AccountPrincipal account) implements AuthenticationOutcome {}

  /** It is invalid, expired, revoked or of a disabled account; which of these is not said. */
  record Rejected() implements AuthenticationOutcome {}

  /** It is, and so were too many before it from the same address. */
  record TooManyFailures(Duration retryAfter) implements AuthenticationOutcome {}
}
