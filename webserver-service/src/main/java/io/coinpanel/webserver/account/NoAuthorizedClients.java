package io.coinpanel.webserver.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;

/** Keeps no access tokens: a provider is asked who somebody is, and for nothing else. */
final class NoAuthorizedClients implements OAuth2AuthorizedClientRepository {

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // Spring's signature
  public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
      String provider, @Nullable Authentication person, HttpServletRequest request) {
    return null;
  }

  @Override
  public void saveAuthorizedClient(
      OAuth2AuthorizedClient client,
      @Nullable Authentication person,
      HttpServletRequest request,
      HttpServletResponse response) {
    // The token is not used.
  }

  @Override
  public void removeAuthorizedClient(
      String provider,
      @Nullable Authentication person,
      HttpServletRequest request,
      HttpServletResponse response) {
    // There is none.
  }
}
