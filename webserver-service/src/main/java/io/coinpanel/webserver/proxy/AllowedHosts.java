package io.coinpanel.webserver.proxy;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names under which the webserver may be addressed. A web site that lets its own name resolve
 * to this server (DNS rebinding) would otherwise be the server's own page to a browser. An address
 * cannot be rebound, nor can a name that the public DNS never has; any other name is to be listed.
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

  /** A request through a trusted proxy is the proxy's to judge. */
  public boolean allow(ReceivedRequest request) {
    return request.forwarded()
        || request.host().map(HostAndPort::name).filter(this::allow).isPresent();
  }

  private boolean allow(String name) {
    return listed.contains(name)
        || listed.contains("*")
        || name.indexOf('.') < 0
        || IpLiteral.parse(name).isPresent()
        || NEVER_PUBLIC.stream().anyMatch(suffix -> name.endsWith("." + suffix));
  }
}
