package io.coinpanel.webserver.account;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** An account as Spring Security knows it: its scopes are the authorities. */
final class AccountAuthentication extends AbstractAuthenticationToken {

  private final AccountPrincipal account;

  AccountAuthentication(AccountPrincipal account) {
    super(AuthorityUtils.createAuthorityList(Scope.texts(account.scopes())));
    this.account = account;
    setAuthenticated(true);
  }

  @Override
  public AccountPrincipal getPrincipal() {
    return account;
  }

  /** The secret is not kept. */
  @Override
  public String getCredentials() {
    return "";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountAuthentication that && account.equals(that.account);
  }

  @Override
  public int hashCode() {
    return account.hashCode();
  }
}
