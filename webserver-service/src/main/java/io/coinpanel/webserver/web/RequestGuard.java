package io.coinpanel.webserver.web;

import io.coinpanel.webserver.proxy.AllowedHosts;
import io.coinpanel.webserver.proxy.ForwardingHeaders;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what is nobody's to ask: unused methods, foreign hosts, and the other port's paths. */
final class RequestGuard extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(RequestGuard.class);
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final String MANAGEMENT = "/actuator";
  private static final Set<String> PROBES =
      Set.of("/actuator/health/liveness", "/actuator/health/readiness");
  private static final int MISDIRECTED = 421;
  private static final int TOO_MANY_REQUESTS = 429;

  private final ForwardingHeaders forwarding;
  private final AllowedHosts hosts;
  private final Connectors connectors;
  private final RequestRate searches;

  RequestGuard(
      ForwardingHeaders forwarding,
      AllowedHosts hosts,
      Connectors connectors,
      RequestRate searches) {
    this.forwarding = forwarding;
    this.hosts = hosts;
    this.connectors = connectors;
    this.searches = searches;
  }

  private record Refusal(int status, String reason) {}

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ReceivedRequest received = forwarding.read(request);
    if (received.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    Optional<Refusal> refusal = judge(request, received);
    if (refusal.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      refuse(refusal.get(), received, response);
    }
  }

  private Optional<Refusal> judge(HttpServletRequest request, ReceivedRequest received) {
    if (!METHODS.contains(request.getMethod())) {
      return refusal(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "only GET and HEAD are answered");
    }
    if (!hosts.allow(received)) {
      return refusal(
          MISDIRECTED,
          "This host name is not known here: list it in COINPANEL_HOSTS, or set COINPANEL_PUBLIC_URL.");
    }
    String path = request.getServletPath();
    if (!isServed(path, request)) {
      return refusal(HttpServletResponse.SC_NOT_FOUND, "not found");
    }
    if (path.equals("/api/symbols") && !searches.allows(received.client())) {
      return refusal(TOO_MANY_REQUESTS, "too many searches from this address");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refusal(int status, String reason) {
    return Optional.of(new Refusal(status, reason));
  }

  private boolean isServed(String path, HttpServletRequest request) {
    boolean managing = path.equals(MANAGEMENT) || path.startsWith(MANAGEMENT + "/");
    return managing
        ? PROBES.contains(path) || connectors.isManagement(request)
        : connectors.isForClients(request);
  }

  private static void refuse(
      Refusal refusal, ReceivedRequest received, HttpServletResponse response) throws IOException {
    LOG.debug(
        "request from {} refused with {}: {}",
        received.client(),
        refusal.status(),
        refusal.reason());
    response.setStatus(refusal.status());
    if (refusal.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
      response.setHeader("Allow", "GET, HEAD");
    }
    if (refusal.status() == TOO_MANY_REQUESTS) {
      response.setHeader("Retry-After", "1");
    }
    response.setContentType("text/plain;charset=utf-8");
    response.getWriter().println(refusal.reason());
  }
}
