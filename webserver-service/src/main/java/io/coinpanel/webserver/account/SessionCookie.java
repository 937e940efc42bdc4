package io.coinpanel.webserver.account;

import io.coinpanel.webserver.proxy.ReceivedRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/** The cookie with a session's token. */
final class SessionCookie {

  static final String NAME = "coinpanel_session";

  private SessionCookie() {}

  static Optional<String> of(HttpServletRequest request) {
    Cookie @Nullable [] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Stream.of(cookies)
            .filter(cookie -> cookie.getName().equals(NAME))
            .map(Cookie::getValue)
            .findFirst();
  }

  static Optional<String> of(Request request) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(NAME))
        .map(cookie -> cookie.getValue())
        .findFirst();
  }

  static String set(String token, ReceivedRequest request) {
    return cookie(token, request, WebSessionRow.LIFETIME);
  }

  static String remove(ReceivedRequest request) {
    return cookie("", request, Duration.ZERO);
  }

  private static String cookie(String value, ReceivedRequest request, Duration lifetime) {
    return ResponseCookie.from(NAME, value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax")
        .path("/")
        .maxAge(lifetime)
        .build()
        .toString();
  }
}
