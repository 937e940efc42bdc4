package io.coinpanel.webserver.proxy;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Allowed host names, against DNS rebinding. IP addresses and names outside the public DNS are
 * safe; any other name must be listed.
 */
public final class AllowedHosts {

  private static final Set<String> NEVER_PUBLIC =
      Set.of("localhost", "local", "internal", "lan", "home.arpa", "test");

  private final Set<String> listed;

  AllowedHosts(Collection<String> hosts, Optional<Origin> publicOrigin) {
    listed =
        hosts.stream()
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    publicOrigin.ifPresent(origin -> listed.add(origin.host()));
  }

  /** Requests through a trusted proxy are validated by the proxy. */
  public boolean isAllowed(ReceivedRequest request) {
    return request.forwarded()
        || request.host().map(HostAndPort::name).filter(this::isAllowed).isPresent();
  }

  private boolean isAllowed(String name) {
    return listed.contains(name)
        || listed.contains("*")
        || name.indexOf('.') < 0
        || IpLiteral.parse(name).isPresent()
        || NEVER_PUBLIC.stream().anyMatch(suffix -> name.endsWith("." + suffix));
  }
}
