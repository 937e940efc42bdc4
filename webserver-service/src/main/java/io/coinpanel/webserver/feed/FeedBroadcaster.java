package io.coinpanel.webserver.feed;

import io.coinpanel.webserver.feed.FeedStates.Blindness;
import io.coinpanel.webserver.protocol.ServerMessage.FeedOk;
import io.coinpanel.webserver.protocol.ServerMessage.FeedStale;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Sockets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells each client which of its symbols are out of sight, and when they are back. One thread calls
 * {@link #doWork}.
 */
final class FeedBroadcaster {

  private final Sockets sockets;
  private final FeedStates states;

  /** What each client was told of the symbols that are out of sight. */
  private final Map<ClientSocket, Map<String, FeedStale>> told = new HashMap<>();

  FeedBroadcaster(Sockets sockets, FeedStates states) {
    this.sockets = sockets;
    this.states = states;
  }

  void doWork() {
    if (sockets.count() == 0) {
      told.clear();
      return;
    }
    Blindness blindness = states.read();
    Map<ClientSocket, Set<String>> back = new HashMap<>();
    told.keySet().removeIf(ClientSocket::isClosed);
    if (!blindness.isEmpty() || !told.isEmpty()) {
      sockets.open().forEach(socket -> tell(socket, blindness, back));
    }
    if (!back.isEmpty()) {
      tellBack(back);
    }
  }

  private void tell(ClientSocket socket, Blindness blindness, Map<ClientSocket, Set<String>> back) {
    Map<String, FeedStale> known = told.getOrDefault(socket, Map.of());
    Map<String, FeedStale> stale = new HashMap<>();
    for (String symbol : socket.subscriptions().symbols()) {
      blindness.of(symbol).ifPresent(one -> stale.put(symbol, known.getOrDefault(symbol, one)));
    }
    stale.forEach(
        (symbol, one) -> {
          if (!known.containsKey(symbol)) {
            socket.send(one);
          }
        });
    Set<String> again = new HashSet<>(known.keySet());
    again.removeIf(symbol -> blindness.of(symbol).isPresent());
    if (!again.isEmpty()) {
      back.put(socket, again);
    }
    if (stale.isEmpty() && again.isEmpty()) {
      told.remove(socket);
    } else {
      Map<String, FeedStale> now = new HashMap<>(stale);
      again.forEach(symbol -> now.put(symbol, known.get(symbol)));
      told.put(socket, now);
    }
  }

  private void tellBack(Map<ClientSocket, Set<String>> back) {
    Set<String> symbols = new HashSet<>();
    back.values().forEach(symbols::addAll);
    Map<String, FeedOk> found = states.found(symbols);
    back.forEach(
        (socket, again) -> {
          Map<String, FeedStale> known = told.getOrDefault(socket, new HashMap<>());
          for (String symbol : again) {
            FeedStale before = known.remove(symbol);
            if (before != null) {
              socket.send(found.getOrDefault(symbol, new FeedOk(symbol, before.since(), 0, 0)));
            }
          }
        });
  }
}
