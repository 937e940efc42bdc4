package io.coinpanel.webserver.account;

import java.util.Collection;
import java.util.Map;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Answers Spring Security whose an API key is. */
final class ApiKeyIntrospector implements OpaqueTokenIntrospector {

  private final Credentials credentials;

  ApiKeyIntrospector(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public KeyOwner introspect(String token) {
    return credentials
        .byApiKey(token)
        .map(KeyOwner::new)
        .orElseThrow(() -> new BadOpaqueTokenException("invalid or expired token"));
  }

  /** Whose it is. */
  record KeyOwner(AccountPrincipal account) implements OAuth2AuthenticatedPrincipal {

    @Override
    public Map<String, Object> getAttributes() {
      return Map.of();
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
      return AuthorityUtils.createAuthorityList(Scope.texts(account.scopes()));
    }

    @Override
    public String getName() {
      return account.name();
    }
  }
}
