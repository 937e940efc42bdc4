package io.coinpanel.webserver.account;

import io.coinpanel.webserver.proxy.ReceivedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers requests without a good credential, or whose credential may not do that. */
final class ProblemEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

  private static final Duration OUTAGE_RETRY = Duration.ofSeconds(1);

  private final FailedCredentials failures;

  ProblemEntryPoint(FailedCredentials failures) {
    this.failures = failures;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    switch (reason) {
      case CredentialsUnavailableException _ -> Problem.unavailable().send(response, OUTAGE_RETRY);
      case OAuth2AuthenticationException _ -> failed(request, response);
      default -> missing(request, response);
    }
  }

  private void failed(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<Duration> wait = failures.record(ReceivedRequest.of(request).client());
    if (wait.isPresent()) {
      Problem.tooManyFailures().send(response, wait.get());
    } else {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      Problem.unauthorized("invalid or expired token").send(response);
    }
  }

  /** People who open the page are taken to where they sign in. */
  private static void missing(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isPage(request)) {
      response.sendRedirect("/sign-in");
    } else {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      Problem.unauthorized("an account is needed").send(response);
    }
  }

  private static boolean isPage(HttpServletRequest request) {
    @Nullable String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return !request.getRequestURI().startsWith("/api/")
        && accepted != null
        && accepted.contains(MediaType.TEXT_HTML_VALUE);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
      throws IOException {
    Problem.forbidden("the credential may not do that, or the CSRF token is missing")
        .send(response);
  }
}
