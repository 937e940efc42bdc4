package io.coinpanel.webserver.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/** CSRF tokens in a cookie that the page reads; only clients with a session get one. */
final class SessionCsrfTokens implements CsrfTokenRepository {

  private static final Set<String> SAFE = Set.of("GET", "HEAD");
  private static final Set<String> BEGINNINGS = Set.of("/api/v1/session", "/api/v1/setup");
  private final CookieCsrfTokenRepository cookies = CookieCsrfTokenRepository.withHttpOnlyFalse();

  SessionCsrfTokens() {
    cookies.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
  }

  /** Whether the request is acted on in the name of a session; a sign-in begins a new one. */
  static boolean isNeeded(HttpServletRequest request) {
    return !SAFE.contains(request.getMethod())
        && !(request.getMethod().equals("POST") && BEGINNINGS.contains(request.getRequestURI()))
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && SessionCookie.of(request).isPresent();
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return cookies.generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    if (SessionCookie.of(request).isPresent() || BEGINNINGS.contains(request.getRequestURI())) {
      cookies.saveToken(token, request, response);
    }
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return cookies.loadToken(request);
  }
}
