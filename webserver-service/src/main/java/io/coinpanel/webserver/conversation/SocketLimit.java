package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.proxy.ClientAddress;
import java.util.concurrent.ConcurrentHashMap;

/** Limits sockets per address. */
final class SocketLimit {

  private final ConcurrentHashMap<ClientAddress, Integer> sockets = new ConcurrentHashMap<>();
  private final int limit;

  /** Allows this many from each; zero for no limit. */
  SocketLimit(int limit) {
    this.limit = limit;
  }

  boolean hasRoom(ClientAddress address) {
    return limit == 0 || sockets.getOrDefault(address, 0) < limit;
  }

  /**
   * Counts a new socket; false if over the limit. {@link #release} must be called in either case.
   */
  boolean tryAcquire(ClientAddress address) {
    return sockets.merge(address, 1, Integer::sum) <= limit || limit == 0;
  }

  void release(ClientAddress address) {
    sockets.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
  }
}
