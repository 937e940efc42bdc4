package io.coinpanel.webserver.account;

import io.coinpanel.webserver.scheduling.OutageClassifier;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/** Chooses who checks a bearer token: the stored API keys, or the identity provider's signature. */
final class BearerTokens implements AuthenticationManagerResolver<HttpServletRequest> {

  private final BearerTokenResolver resolver;
  private final AuthenticationManager apiKeys;
  private final Optional<AuthenticationManager> jwts;

  BearerTokens(
      BearerTokenResolver resolver,
      AuthenticationManager apiKeys,
      Optional<AuthenticationManager> jwts) {
    this.resolver = resolver;
    this.apiKeys = apiKeys;
    this.jwts = jwts;
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    @Nullable String token = resolver.resolve(request);
    return of(token == null ? "" : token);
  }

  AuthenticationManager of(String token) {
    AuthenticationManager manager = ApiKeyText.isOne(token) ? apiKeys : jwts.orElse(apiKeys);
    return authentication -> check(manager, authentication);
  }

  private static Authentication check(AuthenticationManager manager, Authentication claimed) {
    try {
      return manager.authenticate(claimed);
    } catch (AuthenticationServiceException | JwtDecoderInitializationException e) {
      throw new CredentialsUnavailableException(e);
    } catch (AuthenticationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw OutageClassifier.isOutage(e) ? new CredentialsUnavailableException(e) : e;
    }
  }
}
