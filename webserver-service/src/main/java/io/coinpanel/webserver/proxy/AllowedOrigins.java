package io.coinpanel.webserver.proxy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Origins that may connect: the server's own, which is {@code COINPANEL_PUBLIC_URL} or where a
 * request was sent to, and the configured ones.
 */
public final class AllowedOrigins {

  private static final String ANY = "*";

  private final Optional<Origin> publicOrigin;
  private final Set<Origin> named;
  private final boolean any;

  AllowedOrigins(Collection<String> allowed, Optional<Origin> publicOrigin) {
    this.publicOrigin = publicOrigin;
    any = allowed.contains(ANY);
    named =
        Stream.concat(
                allowed.stream().filter(origin -> !origin.equals(ANY)).map(AllowedOrigins::parse),
                publicOrigin.stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Origin parse(String text) {
    return Origin.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + text + "\" is not an origin such as https://example.org"));
  }

  /** Whether a page of the origin that a browser sent with the request may connect. */
  public boolean isAllowed(String origin, ReceivedRequest request) {
    return any
        || Origin.parse(origin)
            .filter(found -> named.contains(found) || request.isFrom(found))
            .isPresent();
  }

  /**
   * Whether the values of {@code Origin} name this server itself, or there are none, as of clients
   * other than browsers.
   */
  public boolean isOwnOrAbsent(List<String> origins, ReceivedRequest request) {
    return origins.isEmpty()
        || (origins.size() == 1
            && Origin.parse(origins.getFirst()).filter(found -> isOwn(found, request)).isPresent());
  }

  private boolean isOwn(Origin origin, ReceivedRequest request) {
    return publicOrigin.filter(origin::equals).isPresent() || request.isFrom(origin);
  }
}
