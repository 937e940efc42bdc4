package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.scheduling.OutageClassifier;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Identifies callers without a bearer token: by the page's session, or as account {@code local}.
 * Since a browser sends both without being asked by its user, pages of other origins are refused.
 */
final class CallerFilter extends OncePerRequestFilter {

  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final Access access;
  private final Credentials credentials;
  private final AllowedOrigins origins;

  CallerFilter(Access access, Credentials credentials, AllowedOrigins origins) {
    this.access = access;
    this.credentials = credentials;
    this.origins = origins;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (SecurityContextHolder.getContext().getAuthentication() != null) {
      chain.doFilter(request, response);
      return;
    }
    ReceivedRequest received = ReceivedRequest.of(request);
    Optional<Problem> problem = validate(request, received);
    if (problem.isPresent()) {
      ProblemSender.send(problem.get(), response);
      return;
    }
    try {
      identify(request, received).ifPresent(CallerFilter::authenticate);
    } catch (RuntimeException e) {
      if (!OutageClassifier.isOutage(e)) {
        throw e;
      }
      ProblemSender.sendUnavailable(response);
      return;
    }
    chain.doFilter(request, response);
  }

  private static void authenticate(AccountPrincipal account) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new AccountAuthentication(account));
    SecurityContextHolder.setContext(context);
  }

  private Optional<Problem> validate(HttpServletRequest request, ReceivedRequest received) {
    if (!isApi(request)) {
      return Optional.empty();
    }
    if (!origins.isOwnOrAbsent(values(request, HttpHeaders.ORIGIN), received)) {
      return Optional.of(Problem.of(ErrorCode.FORBIDDEN, "Origin is another site's"));
    }
    if (READS.contains(request.getMethod())) {
      return Optional.empty();
    }
    if (!OWN_SITE.containsAll(values(request, "Sec-Fetch-Site"))) {
      return Optional.of(
          Problem.of(ErrorCode.FORBIDDEN, "Sec-Fetch-Site says that another site asks"));
    }
    return isJson(request.getContentType())
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ErrorCode.FORBIDDEN,
                "without a bearer token, Content-Type must be application/json"));
  }

  /** By the path that decides which controller answers: without escapes. */
  static boolean isApi(HttpServletRequest request) {
    return request.getServletPath().startsWith("/api/v1/");
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  private static boolean isJson(@Nullable String contentType) {
    try {
      return contentType != null
          && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(contentType));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  private Optional<AccountPrincipal> identify(
      HttpServletRequest request, ReceivedRequest received) {
    return SessionCookie.of(request)
        .flatMap(credentials::bySession)
        .or(
            () ->
                access == Access.OPEN && received.local() ? credentials.local() : Optional.empty());
  }
}
