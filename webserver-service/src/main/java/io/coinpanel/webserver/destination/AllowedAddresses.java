package io.coinpanel.webserver.destination;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Resolves the names of receivers to the addresses that may be called: public ones, and the
 * operator's own networks. The caller connects to what it is given, so that a name cannot point
 * elsewhere after the check.
 */
final class AllowedAddresses implements SocketAddressResolver {

  /** IPv4 in IPv6 (RFC 4291, 6052), segment routing (RFC 9602), documentation (RFC 9637). */
  private static final List<String> NOT_PUBLIC =
      List.of("::/8", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "5f00::/16", "3fff::/20");

  private final InetAddressFilter filter;
  private final NameResolver names;

  /** Finds the addresses of a name. */
  @FunctionalInterface
  interface NameResolver {
    InetAddress[] resolve(String name) throws UnknownHostException;
  }

  /**
   * Allows public addresses.
   *
   * @param own networks that are allowed too, such as {@code 127.0.0.0/8}
   */
  AllowedAddresses(List<String> own, NameResolver names) {
    InetAddressFilter external =
        InetAddressFilter.externalAddresses().andNot(NOT_PUBLIC.toArray(String[]::new));
    this.filter = own.isEmpty() ? external : external.or(own.toArray(String[]::new));
    this.names = names;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    // Names are resolved by blocking, and the caller may be a thread of all connections.
    Thread.startVirtualThread(() -> resolve(host, port, promise));
  }

  private void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
    try {
      List<InetSocketAddress> allowed =
          Stream.of(names.resolve(host))
              .filter(filter::matches)
              .map(address -> new InetSocketAddress(address, port))
              .toList();
      if (allowed.isEmpty()) {
        promise.failed(new UnknownHostException(host + " has no public address"));
      } else {
        promise.succeeded(allowed);
      }
    } catch (UnknownHostException e) {
      promise.failed(new UnknownHostException(host + " cannot be resolved"));
    } catch (RuntimeException e) {
      promise.failed(e);
    }
  }
}
