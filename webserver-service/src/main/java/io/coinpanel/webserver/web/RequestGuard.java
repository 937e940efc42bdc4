package io.coinpanel.webserver.web;

import io.coinpanel.webserver.proxy.AllowedHosts;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.proxy.ForwardingHeaders;
import io.coinpanel.webserver.proxy.RateLimit;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.proxy.Rejection;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Rejects unused methods, foreign hosts, and paths of the other port. */
final class RequestGuard extends Handler.Wrapper {

  /** Only the machine itself needs no credential there, and names are part of how it is known. */
  private static final String API = "/api/v1/";

  /** Mail programs post to the first (RFC 8058), forms to both. */
  private static final Set<String> LINKS_IN_MAILS = Set.of("/unsubscribe/", "/confirm/");

  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final HttpField READS_ALLOWED = new HttpField("Allow", "GET, HEAD");
  private static final String MANAGEMENT = "/actuator";
  private static final Set<String> PROBES =
      Set.of("/actuator/health/liveness", "/actuator/health/readiness");

  private final ForwardingHeaders forwarding;
  private final AllowedHosts hosts;
  private final Connectors connectors;
  private final RateLimit<ClientAddress> searchRate;

  RequestGuard(
      ForwardingHeaders forwarding,
      AllowedHosts hosts,
      Connectors connectors,
      RateLimit<ClientAddress> searches) {
    this.forwarding = forwarding;
    this.hosts = hosts;
    this.connectors = connectors;
    this.searchRate = searches;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    ReceivedRequest received = forwarding.read(request);
    if (received.isSecure()) {
      response.getHeaders().put("Strict-Transport-Security", "max-age=31536000");
    }
    Optional<Rejection> refusal = validate(request, received);
    if (refusal.isEmpty()) {
      received.attachTo(request);
      return super.handle(request, response, callback);
    }
    refusal.get().send(received, response, callback);
    return true;
  }

  private Optional<Rejection> validate(Request request, ReceivedRequest received) {
    String path = Request.getPathInContext(request);
    if (!isAllowed(request.getMethod(), path)) {
      return Rejection.of(
          HttpStatus.METHOD_NOT_ALLOWED_405, "only GET and HEAD are allowed here", READS_ALLOWED);
    }
    if (!path.startsWith(API) && !hosts.isAllowed(received)) {
      return Rejection.of(
          HttpStatus.MISDIRECTED_REQUEST_421,
          "Unknown host name: list it in COINPANEL_HOSTS or set COINPANEL_PUBLIC_URL.");
    }
    if (!isServed(path, request)) {
      return Rejection.of(HttpStatus.NOT_FOUND_404, "not found");
    }
    if (path.equals("/api/symbols") && !searchRate.tryAcquire(received.client())) {
      return Rejection.of(HttpStatus.TOO_MANY_REQUESTS_429, "too many searches from this address");
    }
    return Optional.empty();
  }

  private static boolean isAllowed(String method, String path) {
    return READS.contains(method)
        || (WRITES.contains(method) && path.startsWith(API))
        || (method.equals("POST") && LINKS_IN_MAILS.stream().anyMatch(path::startsWith));
  }

  private boolean isServed(String path, Request request) {
    boolean managing = path.equals(MANAGEMENT) || path.startsWith(MANAGEMENT + "/");
    return managing
        ? PROBES.contains(path) || connectors.isManagement(request)
        : connectors.isForClients(request);
  }
}
