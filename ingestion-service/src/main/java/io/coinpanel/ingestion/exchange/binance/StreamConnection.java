package io.coinpanel.ingestion.exchange.binance;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One connection: desired streams, confirmed streams, and liveness. Owned by the thread of {@link
 * BinanceStreams}; all times are its monotonic milliseconds.
 */
final class StreamConnection {

  private static final int PROVEN_TRADES = 20;

  enum State {
    CONNECTING,
    OPEN,
    /** Delivers but accepts no more streams; closed once others have taken over. */
    RETIRING,
    /** As {@link #RETIRING}, but what it delivers is not relied on. */
    SUSPECT,
    CLOSING
  }

  private final StreamSocket socket;
  private final SlidingWindowLimit pace;
  private final StreamSubscriptions subscriptions;
  private final Set<String> assigned = new LinkedHashSet<>();
  private final long since;

  private State state = State.CONNECTING;
  private long replacedSince = Long.MAX_VALUE;
  private long closingSince;
  private long seenTrades;
  private long lastTradeAt;
  private long seenPings;
  private long lastPingAt;

  StreamConnection(
      StreamSocket socket, SlidingWindowLimit pace, StreamSubscriptions subscriptions, long now) {
    this.socket = socket;
    this.pace = pace;
    this.subscriptions = subscriptions;
    this.since = now;
    this.lastTradeAt = now;
    this.lastPingAt = now;
  }

  StreamSocket socket() {
    return socket;
  }

  URI uri() {
    return socket.getURI();
  }

  StreamSubscriptions subscriptions() {
    return subscriptions;
  }

  State state() {
    return state;
  }

  void opened() {
    if (state == State.CONNECTING) {
      state = State.OPEN;
    }
  }

  long age(long now) {
    return now - since;
  }

  /** Accepts no more streams and closes once others have taken over its streams. */
  void retire(boolean delivers) {
    state = delivers ? State.RETIRING : State.SUSPECT;
    assigned.clear();
  }

  boolean isIdle() {
    return state == State.OPEN && assigned.isEmpty() && subscriptions.isEmpty();
  }

  private boolean acceptsStreams() {
    return state == State.CONNECTING || state == State.OPEN;
  }

  boolean hasRoom(int most) {
    if (!acceptsStreams()) {
      return false;
    }
    long leaving =
        subscriptions.confirmed().stream().filter(symbol -> !assigned.contains(symbol)).count();
    return assigned.size() + leaving < most;
  }

  /** Whether the stream is subscribed or requested here. */
  boolean hasRequested(String symbol) {
    return acceptsStreams() && subscriptions.isConfirmedOrPending(symbol);
  }

  void assign(String symbol) {
    assigned.add(symbol);
  }

  void unassign(String symbol) {
    assigned.remove(symbol);
  }

  /** Streams it is to have. */
  int size() {
    return assigned.size();
  }

  boolean isAssigned(String symbol) {
    return assigned.contains(symbol);
  }

  /** Whether every trade of this symbol from now on comes from it. */
  boolean delivers(String symbol) {
    return (state == State.OPEN || state == State.RETIRING) && subscriptions.isOpen(symbol);
  }

  /** Answers pings and sends commands that reconcile subscriptions. */
  void step(long now) {
    if (state != State.CONNECTING && state != State.CLOSING) {
      socket.answerPing(pace);
    }
    while (state == State.OPEN && socket.isOpen()) {
      Optional<StreamCommand> next = subscriptions.next(assigned, now);
      if (next.isEmpty() || !pace.tryAcquire(1)) {
        return;
      }
      socket.sendCommand(subscriptions.sent(next.get(), now));
    }
  }

  /** Time since the last trade in milliseconds. */
  long tradeSilence(long now) {
    long trades = socket.trades();
    if (trades != seenTrades) {
      seenTrades = trades;
      lastTradeAt = now;
    }
    return now - lastTradeAt;
  }

  /** Whether enough trades were seen to estimate the usual interval. */
  boolean hasEnoughTrades() {
    return seenTrades >= PROVEN_TRADES;
  }

  /** Average interval between trades in milliseconds, excluding the current silence. */
  long averageTradeInterval() {
    return (lastTradeAt - since) / Math.max(1, seenTrades);
  }

  /** Time since the last ping in milliseconds. */
  long pingSilence(long now) {
    long pings = socket.pings();
    if (pings != seenPings) {
      seenPings = pings;
      lastPingAt = now;
    }
    return Math.min(tradeSilence(now), now - lastPingAt);
  }

  /** For how long others have had its streams, in milliseconds, given whether they do now. */
  long replacedFor(boolean replaced, long now) {
    replacedSince = replaced ? Math.min(replacedSince, now) : Long.MAX_VALUE;
    return replaced ? now - replacedSince : 0;
  }

  /** Sends a close frame; frames received before the peer's close are still read. */
  void close(long now) {
    if (state == State.CONNECTING) {
      socket.abort();
    } else if (state != State.CLOSING) {
      socket.closeGracefully();
    }
    state = State.CLOSING;
    closingSince = now;
  }

  long closingFor(long now) {
    return now - closingSince;
  }
}
