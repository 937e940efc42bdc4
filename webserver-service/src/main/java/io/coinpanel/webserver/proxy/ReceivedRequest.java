package io.coinpanel.webserver.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * A request as its client sent it, before any proxy.
 *
 * @param forwarded whether it came through a trusted proxy
 * @param scheme empty if unknown
 * @param host empty if absent or invalid
 * @param local whether it came from the machine itself, by {@link LocalNetworks}
 */
public record ReceivedRequest(
    ClientAddress client,
    boolean forwarded,
    Optional<String> scheme,
    Optional<HostAndPort> host,
    boolean local) {

  private static final String ATTRIBUTE = ReceivedRequest.class.getName();

  /** Stores it as a request attribute. */
  public void attachTo(Request request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** The stored attribute. */
  public static ReceivedRequest of(Request request) {
    return (ReceivedRequest) Objects.requireNonNull(request.getAttribute(ATTRIBUTE));
  }

  /** The stored attribute, within a servlet. */
  public static ReceivedRequest of(HttpServletRequest request) {
    return (ReceivedRequest) Objects.requireNonNull(request.getAttribute(ATTRIBUTE));
  }

  /** The URL that the client sees this server at, such as {@code https://example.org:8000}. */
  public Optional<String> baseUrl() {
    return host.map(
        sent ->
            scheme.orElse("http")
                + "://"
                + sent.host()
                + (sent.port() == HostAndPort.NO_PORT ? "" : ":" + sent.port()));
  }

  /** Whether the client is known to have used TLS. */
  public boolean isSecure() {
    return scheme.filter("https"::equals).isPresent();
  }

  /**
   * Whether a page of this origin was served by the host this request was sent to. Unknown parts
   * are not compared: the scheme without a trusted proxy, and the port if a proxy omitted it.
   */
  boolean isFrom(Origin origin) {
    return host.filter(
                sent ->
                    sent.name().equals(origin.host())
                        && (sent.port() == HostAndPort.NO_PORT || sent.port() == origin.port()))
            .isPresent()
        && (!forwarded || scheme.filter(known -> !known.equals(origin.scheme())).isEmpty());
  }
}
