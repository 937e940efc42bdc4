package io.coinpanel.webserver.feed;

import io.coinpanel.webserver.feed.FeedStates.Blindness;
import io.coinpanel.webserver.protocol.ServerMessage.FeedOk;
import io.coinpanel.webserver.protocol.ServerMessage.FeedStale;
import io.coinpanel.webserver.socket.FeedReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends each client which of its symbols are stale, and when they no longer are. One thread calls
 * {@link #doWork}.
 */
final class FeedBroadcaster {

  private final List<FeedReaders> readers;
  private final FeedStates states;

  /** What was sent to each client about its symbols that are stale. */
  private final Map<FeedReader, Map<String, Sent>> sent = new HashMap<>();

  FeedBroadcaster(List<FeedReaders> readers, FeedStates states) {
    this.readers = readers;
    this.states = states;
  }

  void doWork() {
    if (readers.stream().allMatch(kind -> kind.count() == 0)) {
      sent.clear();
      return;
    }
    Blindness blindness = states.read();
    Map<FeedReader, Set<String>> back = new HashMap<>();
    sent.keySet().removeIf(FeedReader::isClosed);
    if (!blindness.isEmpty() || !sent.isEmpty()) {
      readers.forEach(
          kind -> kind.forEach((reader, symbols) -> update(reader, symbols, blindness, back)));
    }
    if (!back.isEmpty()) {
      sendFound(back);
    }
  }

  private void update(
      FeedReader reader,
      Set<String> symbols,
      Blindness blindness,
      Map<FeedReader, Set<String>> back) {
    Map<String, Sent> known = sent.getOrDefault(reader, Map.of());
    Map<String, Sent> stale = new HashMap<>();
    for (String symbol : symbols) {
      blindness
          .of(symbol)
          .ifPresent(one -> stale.put(symbol, known.getOrDefault(symbol, new Sent(one, 0))));
    }
    stale.forEach(
        (symbol, one) -> {
          if (!known.containsKey(symbol)) {
            reader.sendFeed(one.stale());
          }
        });
    Set<String> again = new HashSet<>(known.keySet());
    again.removeIf(symbol -> blindness.of(symbol).isPresent());
    if (!again.isEmpty()) {
      back.put(reader, again);
    }
    if (stale.isEmpty() && again.isEmpty()) {
      sent.remove(reader);
    } else {
      Map<String, Sent> now = new HashMap<>(stale);
      again.forEach(symbol -> now.put(symbol, known.get(symbol)));
      sent.put(reader, now);
    }
  }

  /** Sends what was found, which ingestion writes once it has looked for it. */
  private void sendFound(Map<FeedReader, Set<String>> back) {
    Set<String> symbols = new HashSet<>();
    back.values().forEach(symbols::addAll);
    Map<String, FeedOk> found = states.found(symbols);
    back.forEach(
        (reader, again) -> {
          Map<String, Sent> known = sent.getOrDefault(reader, new HashMap<>());
          for (String symbol : again) {
            Sent before = known.get(symbol);
            if (before != null) {
              FeedOk ok = before.answer(found.get(symbol));
              if (ok == null) {
                known.put(symbol, before.waiting());
              } else {
                known.remove(symbol);
                reader.sendFeed(ok);
              }
            }
          }
        });
  }

  /**
   * What was sent to a client about a symbol that is stale.
   *
   * @param waited for how many seconds it has been received while what was found is not stored
   */
  private record Sent(FeedStale stale, int waited) {
    private static final int LONGEST_WAIT = 60;

    Sent waiting() {
      return new Sent(stale, waited + 1);
    }

    /** Null to keep waiting. */
    @Nullable FeedOk answer(@Nullable FeedOk found) {
      FeedOk ok = FeedStates.answer(stale, found);
      if (ok != null) {
        return ok;
      }
      return waited < LONGEST_WAIT ? null : new FeedOk(stale.symbol(), stale.since(), 0, 0);
    }
  }
}
