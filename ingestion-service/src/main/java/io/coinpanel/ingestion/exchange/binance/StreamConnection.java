package io.coinpanel.ingestion.exchange.binance;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One connection: the streams it is to have, those the exchange has subscribed it to, and whether
 * it still delivers. Owned by the thread of {@link BinanceStreams}; all times are its monotonic
 * milliseconds.
 */
final class StreamConnection {

  private static final int PROVEN_TRADES = 20;

  enum State {
    CONNECTING,
    OPEN,
    /** Delivers, takes no more streams, and is closed once others have its own. */
    RETIRING,
    /** As {@link #RETIRING}, but what it delivers is not relied on. */
    SUSPECT,
    CLOSING
  }

  private final StreamSocket socket;
  private final RollingLimit pace;
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
      StreamSocket socket, RollingLimit pace, StreamSubscriptions subscriptions, long now) {
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

  /** Takes no more streams, and is closed as soon as others have its own. */
  void retire(boolean delivers) {
    state = delivers ? State.RETIRING : State.SUSPECT;
    assigned.clear();
  }

  boolean isIdle() {
    return state == State.OPEN && assigned.isEmpty() && subscriptions.isEmpty();
  }

  private boolean takesStreams() {
    return state == State.CONNECTING || state == State.OPEN;
  }

  boolean hasRoom(int most) {
    if (!takesStreams()) {
      return false;
    }
    long leaving =
        subscriptions.confirmed().stream().filter(symbol -> !assigned.contains(symbol)).count();
    return assigned.size() + leaving < most;
  }

  /** Whether it would be the shortest way to this stream: it has it, or has asked for it. */
  boolean hasBegun(String symbol) {
    return takesStreams() && subscriptions.isConfirmedOrPending(symbol);
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

  /** Answers pings, and sends the commands that bring what the exchange has nearer to its own. */
  void step(long now) {
    if (state != State.CONNECTING && state != State.CLOSING) {
      socket.answerPing(pace);
    }
    while (state == State.OPEN && socket.isOpen()) {
      Optional<StreamSubscriptions.Command> next = subscriptions.next(assigned, now);
      if (next.isEmpty() || !pace.tryTake(1)) {
        return;
      }
      socket.say(subscriptions.sent(next.get(), now));
    }
  }

  /** For how long no trade has come, in milliseconds. */
  long silence(long now) {
    long trades = socket.trades();
    if (trades != seenTrades) {
      seenTrades = trades;
      lastTradeAt = now;
    }
    return now - lastTradeAt;
  }

  /** Whether it has seen enough trades to tell what silence is usual. */
  boolean isProven() {
    return seenTrades >= PROVEN_TRADES;
  }

  /** How long it waited for a trade on average, in milliseconds, the silence now not counted. */
  long usualSilence() {
    return (lastTradeAt - since) / Math.max(1, seenTrades);
  }

  /** For how long not even a ping has come, in milliseconds. */
  long deadFor(long now) {
    long pings = socket.pings();
    if (pings != seenPings) {
      seenPings = pings;
      lastPingAt = now;
    }
    return Math.min(silence(now), now - lastPingAt);
  }

  /** For how long others have had its streams, in milliseconds, given whether they do now. */
  long replacedFor(boolean replaced, long now) {
    replacedSince = replaced ? Math.min(replacedSince, now) : Long.MAX_VALUE;
    return replaced ? now - replacedSince : 0;
  }

  /** Says goodbye; what the exchange has sent until it answers is still read. */
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
