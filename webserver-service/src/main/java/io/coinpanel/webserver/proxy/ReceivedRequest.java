package io.coinpanel.webserver.proxy;

import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * A request as its client sent it, whatever is in between.
 *
 * @param forwarded whether a trusted proxy has said so
 * @param scheme empty if nobody knows what the client used
 * @param host empty if the request names none that can be one
 */
public record ReceivedRequest(
    ClientAddress client, boolean forwarded, Optional<String> scheme, Optional<HostAndPort> host) {

  private static final String ATTRIBUTE = ReceivedRequest.class.getName();

  /** Keeps it for who handles the request next. */
  public void keepWith(Request request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** What was kept with the request. */
  public static ReceivedRequest of(Request request) {
    return (ReceivedRequest) Objects.requireNonNull(request.getAttribute(ATTRIBUTE));
  }

  /** Whether the client is known to have used TLS. */
  public boolean isSecure() {
    return scheme.filter("https"::equals).isPresent();
  }

  /**
   * Whether a page of this origin was served by the host this request was sent to. What is not
   * known is not compared: the scheme where no trusted proxy says it, and the port where a proxy
   * has left it out of the host. A browser that connects directly never leaves it out.
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
