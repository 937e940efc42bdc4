package io.coinpanel.webserver.proxy;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Determines a request's client address and host: {@code X-Forwarded-For}, {@code -Proto}, {@code
 * -Host} and {@code -Port} of a trusted proxy, or the connection and {@code Host}. Headers from
 * other peers are ignored. {@code Forwarded} is not read: proxies that do not set it forward the
 * client's value. Where nothing says how the client connected, it is as {@code
 * COINPANEL_PUBLIC_URL} says.
 */
public final class ForwardingHeaders {

  private final List<Network> trusted;
  private final LocalNetworks local;
  private final Optional<String> publicScheme;

  ForwardingHeaders(List<String> trusted, LocalNetworks local, Optional<String> publicScheme) {
    this.trusted = trusted.stream().map(Network::parse).toList();
    this.local = local;
    this.publicScheme = publicScheme;
  }

  /** The request as sent by the client. */
  public ReceivedRequest read(Request request) {
    return read(Request.getRemoteAddr(request), request.isSecure(), request.getHeaders());
  }

  ReceivedRequest read(String peerAddress, boolean secure, HttpFields headers) {
    InetAddress peer = IpLiteral.parse(peerAddress).orElseThrow();
    Optional<HostAndPort> host = header(headers, "Host").flatMap(HostAndPort::parse);
    if (!isTrusted(peer)) {
      return new ReceivedRequest(
          ClientAddress.of(peer),
          false,
          secure ? Optional.of("https") : publicScheme,
          host,
          local.sent(peer, host, headers));
    }
    return new ReceivedRequest(
        ClientAddress.of(client(peer, headers)),
        true,
        scheme(headers).or(() -> publicScheme),
        forwardedHost(headers, host),
        false);
  }

  /** The last untrusted address; earlier ones may be forged. */
  private InetAddress client(InetAddress peer, HttpFields headers) {
    List<String> hops =
        headers.getValuesList("X-Forwarded-For").stream()
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

  /** Some proxies append the port. */
  private static Optional<InetAddress> address(String hop) {
    return IpLiteral.parse(hop)
        .or(() -> HostAndPort.parse(hop).flatMap(found -> IpLiteral.parse(found.host())));
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  private static Optional<String> scheme(HttpFields headers) {
    return header(headers, "X-Forwarded-Proto")
        .map(scheme -> scheme.toLowerCase(Locale.ROOT))
        .map(scheme -> scheme.equals("wss") ? "https" : scheme.equals("ws") ? "http" : scheme);
  }

  private static Optional<HostAndPort> forwardedHost(
      HttpFields headers, Optional<HostAndPort> host) {
    return header(headers, "X-Forwarded-Host")
        .flatMap(HostAndPort::parse)
        .or(() -> host)
        .map(found -> found.port() == HostAndPort.NO_PORT ? withPort(found, headers) : found);
  }

  private static HostAndPort withPort(HostAndPort host, HttpFields headers) {
    return header(headers, "X-Forwarded-Port")
        .filter(port -> port.matches("[0-9]{1,5}"))
        .map(port -> new HostAndPort(host.host(), Integer.parseInt(port)))
        .orElse(host);
  }

  /** The first value, set by the outermost proxy. */
  private static Optional<String> header(HttpFields headers, String name) {
    @Nullable String value = headers.get(name);
    return value == null
        ? Optional.empty()
        : Optional.of(value.split(",", 2)[0].strip()).filter(text -> !text.isEmpty());
  }
}
