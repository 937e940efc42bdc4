package io.coinpanel.webserver.account;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * Watches the credential of a client that stays: it ends by its time, or when it is no longer valid
 * after credentials of its account have changed.
 */
public final class CredentialWatch {

  private volatile AccountPrincipal account;
  private volatile boolean inDoubt;

  public CredentialWatch(AccountPrincipal account) {
    this.account = account;
  }

  public AccountPrincipal account() {
    return account;
  }

  /** Another credential of the same account decides from now on. */
  public void renew(AccountPrincipal renewed) {
    account = renewed;
  }

  /** Credentials of its account have changed. */
  public void doubt() {
    inDoubt = true;
  }

  /**
   * Whether it has ended.
   *
   * @param isStillValid asked only if it is in doubt
   */
  public boolean hasEnded(Instant now, Predicate<AccountPrincipal> isStillValid) {
    AccountPrincipal watched = account;
    Instant end = watched.expiresAt();
    if (end != null && !now.isBefore(end)) {
      return true;
    }
    return inDoubt && !check(watched, isStillValid);
  }

  private boolean check(AccountPrincipal watched, Predicate<AccountPrincipal> isStillValid) {
    // Before the check, so that what happens after it is not missed.
    inDoubt = false;
    try {
      return isStillValid.test(watched);
    } catch (RuntimeException e) {
      inDoubt = true;
      throw e;
    }
  }
}
