package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Event;
import io.coinpanel.webserver.socket.Sockets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Informs clients when symbols of their subscriptions stop trading, and when they trade again. */
public final class HaltedSubscriptions {

  private static final int BATCH = 1_000;

  private final SubscriptionRows rows;
  private final Sockets sockets;

  HaltedSubscriptions(SubscriptionRows rows, Sockets sockets) {
    this.rows = rows;
    this.sockets = sockets;
  }

  /** To be called after other symbols trade than before. */
  public void tradingChanged(Predicate<String> isTrading) {
    Map<Long, List<ClientSocket>> changed = new HashMap<>();
    for (ClientSocket socket : sockets.open()) {
      for (long id : socket.subscriptions().haltedOrResumed(isTrading)) {
        changed.computeIfAbsent(id, one -> new ArrayList<>(1)).add(socket);
        if (changed.size() == BATCH) {
          send(changed);
          changed.clear();
        }
      }
    }
    if (!changed.isEmpty()) {
      send(changed);
    }
  }

  private void send(Map<Long, List<ClientSocket>> changed) {
    Set<Long> ids = new HashSet<>(changed.keySet());
    for (SubscriptionState state : rows.find(ids)) {
      for (ClientSocket socket : changed.getOrDefault(state.id(), List.of())) {
        socket.deliver(new Event.Changed(socket.ownerId(), state.id(), state));
      }
    }
  }
}
