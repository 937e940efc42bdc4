package io.coinpanel.webserver.feed;

import io.coinpanel.webserver.feed.FeedStates.Blindness;
import io.coinpanel.webserver.protocol.ServerMessage.FeedOk;
import io.coinpanel.webserver.protocol.ServerMessage.FeedStale;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Sockets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells each client which of its symbols are out of sight, and when they are back. One thread calls
 * {@link #doWork}.
 */
final class FeedBroadcaster {

  private final Sockets sockets;
  private final FeedStates states;

  /** What each client was told of the symbols that are out of sight. */
  private final Map<ClientSocket, Map<String, Told>> told = new HashMap<>();

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
    Map<String, Told> known = told.getOrDefault(socket, Map.of());
    Map<String, Told> stale = new HashMap<>();
    for (String symbol : socket.subscriptions().symbols()) {
      blindness
          .of(symbol)
          .ifPresent(one -> stale.put(symbol, known.getOrDefault(symbol, new Told(one, 0))));
    }
    stale.forEach(
        (symbol, one) -> {
          if (!known.containsKey(symbol)) {
            socket.send(one.stale());
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
      Map<String, Told> now = new HashMap<>(stale);
      again.forEach(symbol -> now.put(symbol, known.get(symbol)));
      told.put(socket, now);
    }
  }

  /** Tells what was found, which ingestion writes when it has looked for it. */
  private void tellBack(Map<ClientSocket, Set<String>> back) {
    Set<String> symbols = new HashSet<>();
    back.values().forEach(symbols::addAll);
    Map<String, FeedOk> found = states.found(symbols);
    back.forEach(
        (socket, again) -> {
          Map<String, Told> known = told.getOrDefault(socket, new HashMap<>());
          for (String symbol : again) {
            Told before = known.get(symbol);
            if (before != null) {
              FeedOk ok = before.answer(found.get(symbol));
              if (ok == null) {
                known.put(symbol, before.waiting());
              } else {
                known.remove(symbol);
                socket.send(ok);
              }
            }
          }
        });
  }

  /**
   * What a client was told of a symbol that is out of sight.
   *
   * @param waited for how many seconds it has been in sight without a word of what was found
   */
  private record Told(FeedStale stale, int waited) {
    private static final int LONGEST_WAIT = 60;

    /** The two times are taken by different clocks. */
    private static final Duration TOLERANCE = Duration.ofSeconds(90);

    Told waiting() {
      return new Told(stale, waited + 1);
    }

    /** Null to go on waiting. */
    @Nullable FeedOk answer(@Nullable FeedOk found) {
      boolean isOfThis = found != null && !found.since().isBefore(stale.since().minus(TOLERANCE));
      if (isOfThis) {
        return found;
      }
      return waited < LONGEST_WAIT ? null : new FeedOk(stale.symbol(), stale.since(), 0, 0);
    }
  }
}
