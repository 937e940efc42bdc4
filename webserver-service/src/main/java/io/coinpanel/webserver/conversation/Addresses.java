package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.proxy.ClientAddress;
import java.util.concurrent.ConcurrentHashMap;

/** How many sockets there are from each address. */
final class Addresses {

  private final ConcurrentHashMap<ClientAddress, Integer> sockets = new ConcurrentHashMap<>();
  private final int limit;

  /** Allows so many from each; zero for any number. */
  Addresses(int limit) {
    this.limit = limit;
  }

  boolean hasRoom(ClientAddress address) {
    return limit == 0 || sockets.getOrDefault(address, 0) < limit;
  }

  /** Counts a new socket; false if it is one too many. Each is to {@link #leave} in any case. */
  boolean enter(ClientAddress address) {
    return sockets.merge(address, 1, Integer::sum) <= limit || limit == 0;
  }

  void leave(ClientAddress address) {
    sockets.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
  }
}
