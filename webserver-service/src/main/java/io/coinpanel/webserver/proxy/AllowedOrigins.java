package io.coinpanel.webserver.proxy;

import java.util.Collection;
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

  private final Set<Origin> named;
  private final boolean any;

  AllowedOrigins(Collection<String> allowed, Optional<Origin> publicOrigin) {
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
}
