package io.coinpanel.webserver.conversation;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many sockets there are from each address. An IPv6 address counts as its /64, as that is what
 * one household has.
 */
final class Addresses {

  private static final int NETWORK_BYTES = 8;
  private static final String UNKNOWN = "";

  private final ConcurrentHashMap<String, Integer> sockets = new ConcurrentHashMap<>();
  private final int limit;

  /** Allows so many from each; zero for any number. */
  Addresses(int limit) {
    this.limit = limit;
  }

  boolean hasRoom(@Nullable InetSocketAddress address) {
    return limit == 0 || sockets.getOrDefault(name(address), 0) < limit;
  }

  /** Counts a new socket; false if it is one too many. Each is to {@link #leave} in any case. */
  boolean enter(@Nullable InetSocketAddress address) {
    return sockets.merge(name(address), 1, Integer::sum) <= limit || limit == 0;
  }

  void leave(@Nullable InetSocketAddress address) {
    sockets.computeIfPresent(name(address), (name, count) -> count > 1 ? count - 1 : null);
  }

  private static String name(@Nullable InetSocketAddress socket) {
    InetAddress address = socket == null ? null : socket.getAddress();
    if (address == null) {
      return UNKNOWN;
    }
    return address instanceof Inet6Address
        ? Arrays.toString(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
        : address.getHostAddress();
  }
}
