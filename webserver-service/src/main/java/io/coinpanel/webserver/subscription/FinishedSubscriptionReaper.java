package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Event;
import io.coinpanel.webserver.socket.Sockets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Sends clients the subscriptions that are finished, once all their notifications were delivered.
 * One thread calls {@link #doWork}; what a call finds is sent by the next one.
 */
final class FinishedSubscriptionReaper {

  private static final int BATCH = 1_000;

  /** So many in one call; the others are found by the next ones. */
  private static final int MAX = 20 * BATCH;

  private final Subscriptions subscriptions;
  private final Sockets sockets;
  private final LongSupplier routed;
  private final InstantSource clock;
  private final List<Finished> found = new ArrayList<>();

  FinishedSubscriptionReaper(
      Subscriptions subscriptions, Sockets sockets, LongSupplier routed, InstantSource clock) {
    this.subscriptions = subscriptions;
    this.sockets = sockets;
    this.routed = routed;
    this.clock = clock;
  }

  /**
   * Finished subscriptions.
   *
   * @param lastNotification they have no later one
   */
  private record Finished(
      Map<ClientSocket, List<Event.Changed>> subscriptions, long lastNotification) {}

  void doWork() {
    long upTo = routed.getAsLong();
    for (Finished finished : found) {
      if (finished.lastNotification() <= upTo) {
        finished.subscriptions().forEach(ClientSocket::finish);
      }
    }
    found.clear();
    poll();
  }

  private void poll() {
    long now = clock.millis();
    Map<Long, List<ClientSocket>> asked = new HashMap<>();
    int left = MAX;
    for (ClientSocket socket : sockets.open()) {
      for (long id : socket.subscriptions().possiblyFinished(now)) {
        asked.computeIfAbsent(id, one -> new ArrayList<>(1)).add(socket);
        if (asked.size() == BATCH) {
          find(asked);
          asked.clear();
          left -= BATCH;
        }
      }
      if (left <= 0) {
        return;
      }
    }
    if (!asked.isEmpty()) {
      find(asked);
    }
  }

  private void find(Map<Long, List<ClientSocket>> asked) {
    EndedSubscriptions ended = subscriptions.ended(asked.keySet());
    Map<ClientSocket, List<Event.Changed>> bySocket = new HashMap<>();
    ended
        .subscriptions()
        .forEach(
            (id, state) ->
                asked
                    .getOrDefault(id, List.of())
                    .forEach(
                        socket ->
                            bySocket
                                .computeIfAbsent(socket, one -> new ArrayList<>())
                                .add(new Event.Changed(socket.ownerId(), id, state))));
    found.add(new Finished(bySocket, ended.lastNotification()));
  }
}
