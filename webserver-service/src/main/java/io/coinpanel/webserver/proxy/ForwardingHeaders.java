package io.coinpanel.webserver.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one rule for who sent a request and to which host: {@code X-Forwarded-For}, {@code -Proto},
 * {@code -Host} and {@code -Port} of a trusted proxy, or the connection and {@code Host}. Headers
 * from anybody else count for nothing. {@code Forwarded} is not read: proxies that do not set it
 * pass on what a client has written there.
 */
public final class ForwardingHeaders {

  private final List<Network> trusted;

  ForwardingHeaders(List<String> trusted) {
    this.trusted = trusted.stream().map(Network::parse).toList();
  }

  /** What the client has sent. */
  public ReceivedRequest read(HttpServletRequest request) {
    InetAddress peer = IpLiteral.parse(request.getRemoteAddr()).orElseThrow();
    Optional<HostAndPort> host = header(request, "Host").flatMap(HostAndPort::parse);
    if (!isTrusted(peer)) {
      return new ReceivedRequest(
          ClientAddress.of(peer),
          false,
          request.isSecure() ? Optional.of("https") : Optional.empty(),
          host);
    }
    return new ReceivedRequest(
        ClientAddress.of(client(peer, request)),
        true,
        scheme(request),
        forwardedHost(request, host));
  }

  /** The last address that no trusted proxy has: what stands before it anybody may have written. */
  private InetAddress client(InetAddress peer, HttpServletRequest request) {
    List<String> hops =
        Collections.list(request.getHeaders("X-Forwarded-For")).stream()
            .flatMap(line -> Stream.of(line.split(",")))
            .map(String::strip)
            .toList();
    InetAddress client = peer;
    for (String hop : hops.reversed()) {
      Optional<InetAddress> address = address(hop);
      if (address.isEmpty()) {
        return client;
      }
      client = address.get();
      if (!isTrusted(client)) {
        return client;
      }
    }
    return client;
  }

  /** Some proxies name the port as well. */
  private static Optional<InetAddress> address(String hop) {
    return IpLiteral.parse(hop)
        .or(() -> HostAndPort.parse(hop).flatMap(found -> IpLiteral.parse(found.host())));
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  private static Optional<String> scheme(HttpServletRequest request) {
    return header(request, "X-Forwarded-Proto")
        .map(scheme -> scheme.toLowerCase(Locale.ROOT))
        .map(scheme -> scheme.equals("wss") ? "https" : scheme.equals("ws") ? "http" : scheme);
  }

  private static Optional<HostAndPort> forwardedHost(
      HttpServletRequest request, Optional<HostAndPort> host) {
    return header(request, "X-Forwarded-Host")
        .flatMap(HostAndPort::parse)
        .or(() -> host)
        .map(found -> found.port() == HostAndPort.NO_PORT ? withPort(found, request) : found);
  }

  private static HostAndPort withPort(HostAndPort host, HttpServletRequest request) {
    return header(request, "X-Forwarded-Port")
        .filter(port -> port.matches("[0-9]{1,5}"))
        .map(port -> new HostAndPort(host.host(), Integer.parseInt(port)))
        .orElse(host);
  }

  /** The first value, which is that of the outermost proxy. */
  private static Optional<String> header(HttpServletRequest request, String name) {
    @Nullable String value = request.getHeader(name);
    return value == null
        ? Optional.empty()
        : Optional.of(value.split(",", 2)[0].strip()).filter(text -> !text.isEmpty());
  }
}
