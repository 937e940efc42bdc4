package io.coinpanel.webserver.web;

import io.coinpanel.webserver.proxy.AllowedHosts;
import io.coinpanel.webserver.proxy.ForwardingHeaders;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.proxy.Refusal;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses what is nobody's to ask: unused methods, foreign hosts, and the other port's paths. */
final class RequestGuard extends Handler.Wrapper {

  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final HttpField ALLOWED = new HttpField("Allow", "GET, HEAD");
  private static final HttpField LATER = new HttpField("Retry-After", "1");
  private static final String MANAGEMENT = "/actuator";
  private static final Set<String> PROBES =
      Set.of("/actuator/health/liveness", "/actuator/health/readiness");

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

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    ReceivedRequest received = forwarding.read(request);
    if (received.isSecure()) {
      response.getHeaders().put("Strict-Transport-Security", "max-age=31536000");
    }
    Optional<Refusal> refusal = judge(request, received);
    if (refusal.isEmpty()) {
      received.keepWith(request);
      return super.handle(request, response, callback);
    }
    refusal.get().send(received, response, callback);
    return true;
  }

  private Optional<Refusal> judge(Request request, ReceivedRequest received) {
    if (!METHODS.contains(request.getMethod())) {
      return Refusal.of(
          HttpStatus.METHOD_NOT_ALLOWED_405, "only GET and HEAD are answered", ALLOWED);
    }
    if (!hosts.allow(received)) {
      return Refusal.of(
          HttpStatus.MISDIRECTED_REQUEST_421,
          "This host name is not known here: list it in COINPANEL_HOSTS, or set COINPANEL_PUBLIC_URL.");
    }
    String path = Request.getPathInContext(request);
    if (!isServed(path, request)) {
      return Refusal.of(HttpStatus.NOT_FOUND_404, "not found");
    }
    if (path.equals("/api/symbols") && !searches.allows(received.client())) {
      return Refusal.of(
          HttpStatus.TOO_MANY_REQUESTS_429, "too many searches from this address", LATER);
    }
    return Optional.empty();
  }

  private boolean isServed(String path, Request request) {
    boolean managing = path.equals(MANAGEMENT) || path.startsWith(MANAGEMENT + "/");
    return managing
        ? PROBES.contains(path) || connectors.isManagement(request)
        : connectors.isForClients(request);
  }
}
