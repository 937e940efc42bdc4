package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
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
import org.springframework.security.web.csrf.CsrfException;

/** Answers requests without a good credential, or whose credential may not do that. */
final class ProblemEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final FailedCredentials failures;

  ProblemEntryPoint(FailedCredentials failures) {
    this.failures = failures;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    switch (reason) {
      case CredentialsUnavailableException _ -> ProblemSender.sendUnavailable(response);
      case OAuth2AuthenticationException _ -> failed(request, response);
      default -> missing(request, response);
    }
  }

  private void failed(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<Duration> wait = failures.record(ReceivedRequest.of(request).client());
    if (wait.isPresent()) {
      ProblemSender.send(FailedCredentials.problem(wait.get()), response);
    } else {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      ProblemSender.send(Problem.of(ErrorCode.UNAUTHORIZED, "invalid or expired token"), response);
    }
  }

  /** People who open the page are taken to where they sign in. */
  private static void missing(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isPage(request)) {
      response.sendRedirect("/sign-in");
    } else {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      ProblemSender.send(Problem.of(ErrorCode.UNAUTHORIZED, "an account is required"), response);
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
    String why =
        reason instanceof CsrfException
            ? "the CSRF token is missing or wrong"
            : "the credential does not permit this";
    ProblemSender.send(Problem.of(ErrorCode.FORBIDDEN, why), response);
  }
}
