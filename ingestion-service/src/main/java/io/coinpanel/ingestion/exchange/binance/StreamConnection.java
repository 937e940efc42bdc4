package io.coinpanel.ingestion.exchange.binance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one connection: those it is to have, those the exchange has confirmed, and the
 * commands in between. Owned by the thread of {@link BinanceStreams}.
 */
final class StreamConnection {

  private static final int LONGEST_COMMAND = 7_500;
  private static final long ANSWER_MILLIS = 5_000;
  // Soon after a subscription was confirmed it is asked whether it is really there.
  private static final long DOUBT_MILLIS = 1_000;
  private static final int TELLING_TRADES = 20;
  private static final String SUFFIX = "@trade";

  private final StreamSocket socket;
  private final RollingLimit pace;
  private final long since;

  private final Set<String> assigned = new LinkedHashSet<>();
  private final Set<String> confirmed = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Map<Integer, Command> commands = new HashMap<>();
  private int lastId;

  private boolean open;
  private boolean retiring;
  private long askAgainAt;
  private long listAt = Long.MAX_VALUE;
  private long closingSince = Long.MAX_VALUE;
  private long seenTrades;
  private long lastTradeAt;

  private enum Method {
    SUBSCRIBE,
    UNSUBSCRIBE,
    LIST_SUBSCRIPTIONS
  }

  private record Command(Method method, List<String> symbols, long sentAt) {}

  StreamConnection(StreamSocket socket, RollingLimit pace, long now) {
    this.socket = socket;
    this.pace = pace;
    this.since = now;
    this.lastTradeAt = now;
  }

  StreamSocket socket() {
    return socket;
  }

  void opened() {
    open = true;
  }

  boolean isOpen() {
    return open;
  }

  long age(long now) {
    return now - since;
  }

  /** Takes no more streams, and is closed as soon as others have its own. */
  void retire() {
    retiring = true;
    assigned.clear();
  }

  boolean isRetiring() {
    return retiring;
  }

  boolean isIdle() {
    return !retiring && assigned.isEmpty() && confirmed.isEmpty() && commands.isEmpty();
  }

  boolean hasRoom(int most) {
    if (retiring) {
      return false;
    }
    long leaving = confirmed.stream().filter(symbol -> !assigned.contains(symbol)).count();
    return assigned.size() + leaving < most;
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

  Set<String> confirmed() {
    return confirmed;
  }

  boolean hasConfirmed(String symbol) {
    return confirmed.contains(symbol);
  }

  /** Sends the commands that bring what the exchange has nearer to what is assigned. */
  void step(long now) {
    if (!open || retiring || now < askAgainAt) {
      return;
    }
    giveUpUnanswered(now);
    send(Method.UNSUBSCRIBE, missing(confirmed, assigned), now);
    send(Method.SUBSCRIBE, missing(assigned, confirmed), now);
  }

  /** Asks which streams the exchange thinks there are, if it is time. */
  void list(long now, long interval) {
    if (open && now >= listAt && commands.isEmpty() && pace.tryTake(1)) {
      listAt = now + interval;
      command(Method.LIST_SUBSCRIPTIONS, List.of(), now);
    }
  }

  /** Keeps a stream that it has and was not asked to end; false if it has none such. */
  boolean keep(String symbol) {
    boolean has = !retiring && confirmed.contains(symbol) && !asked.contains(symbol);
    if (has) {
      assigned.add(symbol);
    }
    return has;
  }

  private List<String> missing(Set<String> from, Set<String> in) {
    List<String> missing = new ArrayList<>();
    for (String symbol : from) {
      if (!in.contains(symbol) && !asked.contains(symbol)) {
        missing.add(symbol);
      }
    }
    return missing;
  }

  private void send(Method method, List<String> symbols, long now) {
    int from = 0;
    while (from < symbols.size() && pace.tryTake(1)) {
      int to = from;
      for (int length = 0; to < symbols.size() && length < LONGEST_COMMAND; to++) {
        length += symbols.get(to).length() + SUFFIX.length() + 3;
      }
      command(method, List.copyOf(symbols.subList(from, to)), now);
      from = to;
    }
  }

  private void command(Method method, List<String> symbols, long now) {
    int id = ++lastId;
    StringBuilder text = new StringBuilder("{\"method\":\"").append(method).append('"');
    if (!symbols.isEmpty()) {
      text.append(",\"params\":[\"")
          .append(String.join(SUFFIX + "\",\"", symbols))
          .append(SUFFIX)
          .append("\"]");
    }
    socket.send(text.append(",\"id\":").append(id).append('}').toString());
    commands.put(id, new Command(method, symbols, now));
    asked.addAll(symbols);
  }

  /** A command was carried out; answers the symbols whose streams are now open. */
  Collection<String> acknowledged(int id, long now) {
    Command command = commands.remove(id);
    if (command == null) {
      return List.of();
    }
    command.symbols().forEach(asked::remove);
    return switch (command.method()) {
      case SUBSCRIBE -> {
        listAt = Math.min(listAt, now + DOUBT_MILLIS);
        confirmed.addAll(command.symbols());
        yield command.symbols();
      }
      case UNSUBSCRIBE -> {
        command.symbols().forEach(confirmed::remove);
        yield List.of();
      }
      case LIST_SUBSCRIPTIONS -> List.of();
    };
  }

  /** The streams there are; answers the symbols of those that should be there and are not. */
  Collection<String> listed(int id, Collection<String> streams) {
    if (commands.remove(id) == null) {
      return List.of();
    }
    Set<String> lost = new HashSet<>(confirmed);
    for (String stream : streams) {
      String symbol = stream.replace(SUFFIX, "");
      lost.remove(symbol);
      if (!assigned.contains(symbol) && !asked.contains(symbol)) {
        confirmed.add(symbol); // nobody wants it, so it is ended at the next step
      }
    }
    confirmed.removeAll(lost);
    return lost;
  }

  /** A command was refused, perhaps unknown which: what it asked for is asked again later. */
  void refused(@Nullable Integer id, long retryAt) {
    askAgainAt = retryAt;
    if (id == null) {
      asked.clear();
      commands.clear();
    } else {
      forget(commands.remove(id));
    }
  }

  private void giveUpUnanswered(long now) {
    commands
        .values()
        .removeIf(
            command -> {
              boolean late = now - command.sentAt() > ANSWER_MILLIS;
              if (late) {
                forget(command);
              }
              return late;
            });
  }

  private void forget(@Nullable Command command) {
    if (command != null) {
      command.symbols().forEach(asked::remove);
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
    return seenTrades >= TELLING_TRADES;
  }

  /** How long it waited for a trade on average, in milliseconds, the silence now not counted. */
  long usualSilence() {
    return (lastTradeAt - since) / Math.max(1, seenTrades);
  }

  /** For how long not even a ping has come, in milliseconds. */
  long deadFor(long now) {
    return Math.min(silence(now), now - Math.max(since, socket.pingedAt()));
  }

  void close(long now) {
    closingSince = Math.min(closingSince, now);
    socket.close();
  }

  boolean isClosing() {
    return closingSince != Long.MAX_VALUE;
  }

  long closingFor(long now) {
    return now - closingSince;
  }

  /** Lets go of a socket that does not answer. */
  void abandon() {
    socket.closeConnection(CloseFrame.NEVER_CONNECTED, "");
  }
}
