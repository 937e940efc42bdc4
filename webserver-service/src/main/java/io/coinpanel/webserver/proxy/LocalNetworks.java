package io.coinpanel.webserver.proxy;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * Recognises requests from the machine itself: a peer of a local network, a listed {@code Host}
 * (against DNS rebinding), and no header of a proxy, which would send others' requests on.
 */
final class LocalNetworks {

  /** Behind a proxy nobody is local, since every peer is the proxy. */
  static final LocalNetworks NONE = new LocalNetworks(List.of(), List.of());

  private static final Set<String> OF_A_PROXY = Set.of("forwarded", "via", "x-real-ip");

  private final List<Network> networks;
  private final Set<String> hosts;

  LocalNetworks(Collection<String> networks, Collection<String> hosts) {
    this.networks = networks.stream().map(Network::parse).toList();
    this.hosts =
        hosts.stream()
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
  }

  boolean sent(InetAddress peer, Optional<HostAndPort> host, HttpFields headers) {
    return networks.stream().anyMatch(network -> network.contains(peer))
        && host.map(HostAndPort::name).filter(hosts::contains).isPresent()
        && headers.stream().noneMatch(LocalNetworks::isOfAProxy);
  }

  private static boolean isOfAProxy(HttpField header) {
    String name = header.getLowerCaseName();
    return name.startsWith("x-forwarded-") || OF_A_PROXY.contains(name);
  }
}
