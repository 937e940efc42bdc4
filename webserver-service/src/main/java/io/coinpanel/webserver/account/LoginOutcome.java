package io.coinpanel.webserver.account;

import io.coinpanel.webserver.proxy.ReceivedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Signs in people who return from an identity provider, or asks them to try again. */
final class LoginOutcome implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

  private static final Logger LOG = LoggerFactory.getLogger(LoginOutcome.class);
  private static final String FAILED = "/sign-in#failed";

  private final AccountIdentities identities;
  private final WebSessions sessions;
  private final AuditLog audit;

  LoginOutcome(AccountIdentities identities, WebSessions sessions, AuditLog audit) {
    this.identities = identities;
    this.sessions = sessions;
    this.audit = audit;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    Optional<AccountRow> account =
        authentication.getPrincipal() instanceof OidcUser person
            ? account(person)
            : Optional.empty();
    if (account.isEmpty()) {
      response.sendRedirect(FAILED);
      return;
    }
    ReceivedRequest received = ReceivedRequest.of(request);
    AccountRow found = account.get();
    String token = sessions.begin(found).token();
    audit.record(
        received.client().toString(), "signed in by provider", found.id() + " " + found.name());
    response.addHeader(HttpHeaders.SET_COOKIE, SessionCookie.set(token, received));
    response.sendRedirect("/");
  }

  private Optional<AccountRow> account(OidcUser person) {
    @Nullable String preferred = person.getPreferredUsername();
    @Nullable String subject = person.getSubject();
    @Nullable URL issuer = person.getIssuer();
    if (subject == null || issuer == null) {
      return Optional.empty();
    }
    String name = preferred == null || preferred.isBlank() ? subject : preferred;
    return identities.of(issuer.toString(), subject, name);
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    LOG.warn("sign-in at an identity provider failed: {}", failure.toString());
    response.sendRedirect(FAILED);
  }
}
