package io.coinpanel.webserver.account;

import io.coinpanel.webserver.proxy.ReceivedRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sign-ins that have gone to a provider, kept in a cookie of the browser that went, so that it may
 * come back to any webserver.
 */
final class LoginRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  private static final String COOKIE = "coinpanel_login";
  private static final String REDIRECT = "redirect_uri";
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String[] SECRETS = {
    OAuth2ParameterNames.REGISTRATION_ID, OidcParameterNames.NONCE, PkceParameterNames.CODE_VERIFIER
  };

  private final ClientRegistrationRepository providers;

  LoginRequests(ClientRegistrationRepository providers) {
    this.providers = providers;
  }

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest login,
      HttpServletRequest request,
      HttpServletResponse response) {
    String value = login == null ? "" : encode(login);
    Duration lifetime = login == null ? Duration.ZERO : LIFETIME;
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(COOKIE, value)
            .httpOnly(true)
            .secure(ReceivedRequest.of(request).isSecure())
            .sameSite("Lax")
            .path(LoginProviders.END)
            .maxAge(lifetime)
            .build()
            .toString());
  }

  private static String encode(OAuth2AuthorizationRequest login) {
    ObjectNode kept =
        JSON.createObjectNode()
            .put(OAuth2ParameterNames.STATE, login.getState())
            .put(REDIRECT, login.getRedirectUri());
    for (String name : SECRETS) {
      kept.put(name, login.<String>getAttribute(name));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(kept));
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    Cookie @Nullable [] cookies = request.getCookies();
    return Stream.of(cookies == null ? new Cookie[0] : cookies)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .findFirst()
        .flatMap(cookie -> decode(cookie.getValue()))
        .filter(
            login ->
                login.getState() != null
                    && login.getState().equals(request.getParameter(OAuth2ParameterNames.STATE)))
        .orElse(null);
  }

  private Optional<OAuth2AuthorizationRequest> decode(String value) {
    try {
      return decode(JSON.readTree(Base64.getUrlDecoder().decode(value)));
    } catch (IllegalArgumentException | JacksonException e) {
      return Optional.empty();
    }
  }

  private Optional<OAuth2AuthorizationRequest> decode(JsonNode kept) {
    Map<String, Object> attributes = new HashMap<>();
    for (String name : SECRETS) {
      attributes.put(name, kept.path(name).asString(""));
    }
    String id = kept.path(OAuth2ParameterNames.REGISTRATION_ID).asString("");
    @Nullable ClientRegistration provider = providers.findByRegistrationId(id);
    @Nullable String address =
        provider == null ? null : provider.getProviderDetails().getAuthorizationUri();
    return provider == null || address == null
        ? Optional.empty()
        : Optional.of(
            OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(address)
                .clientId(provider.getClientId())
                .scopes(provider.getScopes())
                .redirectUri(kept.path(REDIRECT).asString(""))
                .state(kept.path(OAuth2ParameterNames.STATE).asString(""))
                .attributes(attributes)
                .build());
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    @Nullable OAuth2AuthorizationRequest login = loadAuthorizationRequest(request);
    saveAuthorizationRequest(null, request, response);
    return login;
  }
}
