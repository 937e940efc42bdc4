package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions of one socket and commands in flight. Commands are tracked until answered; a
 * timeout triggers LIST_SUBSCRIPTIONS, which is authoritative. Does no I/O and knows no rate
 * limits.
 */
final class StreamSubscriptions {

  // Longer commands were observed to be answered after 10 seconds or never.
  private static final int MAX_BYTES = 4_000;
  private static final int ENVELOPE_BYTES = 64;
  private static final long ANSWER_MILLIS = 5_000;
  private static final long LIST_ANSWER_MILLIS = 60_000;
  // Soon after a confirmation the subscription is verified.
  private static final long CHECK_MILLIS = 1_000;
  private static final long REFUSED_MILLIS = 1_000;
  private static final String SUFFIX = "@trade";

  private final RejectedStreams refused;
  private final long listInterval;
  private final Set<String> confirmed = new HashSet<>();
  // Sent, not answered yet.
  private final Map<Integer, Command> commands = new LinkedHashMap<>();
  // The newest undecided command for each symbol.
  private final Map<String, Command> pending = new HashMap<>();
  private @Nullable Command listing;
  // Named since the list was requested: it may not reflect them.
  private final Set<String> namedSinceListing = new HashSet<>();
  private int lastId;
  private long pausedUntil;
  private long listAt = Long.MAX_VALUE;

  private enum Method {
    SUBSCRIBE,
    UNSUBSCRIBE,
    LIST_SUBSCRIPTIONS
  }

  /** A command and its symbols not superseded by a newer command. */
  static final class Command {
    private final Method method;
    private final Set<String> symbols;
    private int id;
    private long sentAt;

    private Command(Method method, Collection<String> symbols) {
      this.method = method;
      this.symbols = new LinkedHashSet<>(symbols);
    }

    private boolean isOverdue(long now) {
      return now - sentAt > ANSWER_MILLIS;
    }

    private String text() {
      String params =
          symbols.isEmpty()
              ? ""
              : ",\"params\":[\"" + String.join(SUFFIX + "\",\"", symbols) + SUFFIX + "\"]";
      return "{\"method\":\"" + method + "\"" + params + ",\"id\":" + id + "}";
    }
  }

  /**
   * @param listInterval interval of LIST_SUBSCRIPTIONS in milliseconds
   */
  StreamSubscriptions(RejectedStreams refused, long listInterval) {
    this.refused = refused;
    this.listInterval = listInterval;
  }

  /** Whether the stream is confirmed and not being unsubscribed. */
  boolean isOpen(String symbol) {
    if (!confirmed.contains(symbol)) {
      return false;
    }
    Command last = pending.get(symbol);
    return last == null || last.method != Method.UNSUBSCRIBE;
  }

  boolean isConfirmedOrPending(String symbol) {
    return confirmed.contains(symbol) || pending.containsKey(symbol);
  }

  Set<String> confirmed() {
    return confirmed;
  }

  boolean isEmpty() {
    return confirmed.isEmpty() && pending.isEmpty();
  }

  /** Whether the exchange responds to no commands at all. */
  boolean isUnresponsive(long now) {
    return listing != null && now - listing.sentAt > LIST_ANSWER_MILLIS;
  }

  /** The next command to send, if there is one; it counts once it is {@link #sent}. */
  Optional<Command> next(Set<String> wanted, long now) {
    if (now < pausedUntil) {
      return Optional.empty();
    }
    if (isListDue(now)) {
      return Optional.of(new Command(Method.LIST_SUBSCRIPTIONS, List.of()));
    }
    return command(Method.UNSUBSCRIBE, missing(confirmed, wanted, now))
        .or(() -> command(Method.SUBSCRIBE, missing(wanted, confirmed, now)));
  }

  private boolean isListDue(long now) {
    return listing == null
        && (now >= listAt || pending.values().stream().anyMatch(command -> command.isOverdue(now)));
  }

  private List<String> missing(Set<String> from, Set<String> in, long now) {
    List<String> missing = new ArrayList<>();
    for (String symbol : from) {
      if (!in.contains(symbol) && !pending.containsKey(symbol) && !refused.isPaused(symbol, now)) {
        missing.add(symbol);
      }
    }
    return missing;
  }

  private Optional<Command> command(Method method, List<String> symbols) {
    int bytes = ENVELOPE_BYTES;
    int largest = Integer.MAX_VALUE;
    int count = 0;
    for (String symbol : symbols) {
      bytes += symbol.getBytes(UTF_8).length + SUFFIX.length() + 3;
      largest = Math.min(largest, refused.maxStreamsPerCommand(symbol));
      if (count > 0 && (bytes > MAX_BYTES || count >= largest)) {
        break;
      }
      count++;
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(new Command(method, symbols.subList(0, count)));
  }

  /** Marks a command as sent and returns its text. */
  String sent(Command command, long now) {
    command.id = ++lastId;
    command.sentAt = now;
    if (command.method == Method.LIST_SUBSCRIPTIONS) {
      listing = command;
      namedSinceListing.clear();
    } else {
      supersede(command);
      commands.put(command.id, command);
      command.symbols.forEach(symbol -> pending.put(symbol, command));
      namedSinceListing.addAll(command.symbols);
    }
    return command.text();
  }

  /** A newer command supersedes an older opposite one for the same symbol. */
  private void supersede(Command newer) {
    forget(newer.symbols, older -> older.method != newer.method);
  }

  private void forget(Set<String> symbols, Predicate<Command> in) {
    commands.values().stream().filter(in).forEach(one -> one.symbols.removeAll(symbols));
    commands.values().removeIf(one -> one.symbols.isEmpty());
  }

  /** A command was acknowledged. */
  void acknowledged(int id, long now) {
    Command command = commands.remove(id);
    if (command == null) {
      return;
    }
    command.symbols.forEach(symbol -> pending.remove(symbol, command));
    if (command.method == Method.SUBSCRIBE) {
      listAt = Math.min(listAt, now + CHECK_MILLIS);
      confirmed.addAll(command.symbols);
      command.symbols.forEach(refused::forget);
    } else {
      confirmed.removeAll(command.symbols);
    }
    forget(command.symbols, older -> older.id < id && older.method == command.method);
  }

  /** Applies the listed streams; returns the symbol halted by this, if any. */
  Optional<String> applyList(int id, Collection<String> streams, long now) {
    Command list = listing;
    if (list == null || list.id != id) {
      return Optional.empty();
    }
    listing = null;
    listAt = now + listInterval;
    Set<String> there = new HashSet<>();
    streams.forEach(stream -> there.add(stream.replace(SUFFIX, "")));
    Map<Command, List<String>> ineffective = new LinkedHashMap<>();
    for (String symbol : known(there)) {
      Command asked = pending.get(symbol);
      boolean decides = asked == null || asked.sentAt + ANSWER_MILLIS < list.sentAt;
      if (decides && !namedSinceListing.contains(symbol)) {
        pending.remove(symbol);
        applyListed(symbol, there.contains(symbol));
        if (asked != null && asked.method == Method.SUBSCRIBE && !there.contains(symbol)) {
          ineffective.computeIfAbsent(asked, _ -> new ArrayList<>()).add(symbol);
        }
      }
    }
    return ineffective.values().stream()
        .flatMap(symbols -> refused.unanswered(symbols, now).stream())
        .findFirst();
  }

  private Set<String> known(Set<String> there) {
    Set<String> known = new LinkedHashSet<>(confirmed);
    known.addAll(pending.keySet());
    known.addAll(there);
    return known;
  }

  private void applyListed(String symbol, boolean there) {
    if (there) {
      confirmed.add(symbol);
      refused.forget(symbol);
    } else {
      confirmed.remove(symbol);
    }
  }

  /**
   * A command was rejected; if the exchange does not say which and several are possible,
   * LIST_SUBSCRIPTIONS decides. Returns the symbol halted by this, if any.
   */
  Optional<String> refused(@Nullable Integer id, long now) {
    pausedUntil = now + REFUSED_MILLIS;
    if (listing != null && id != null && id == listing.id) {
      listing = null;
      listAt = now + listInterval;
    }
    Command command = id == null ? singlePending() : commands.get(id);
    if (command == null) {
      return Optional.empty();
    }
    commands.remove(command.id);
    command.symbols.forEach(symbol -> pending.remove(symbol, command));
    return refused.rejected(command.symbols, now);
  }

  private @Nullable Command singlePending() {
    Set<Command> candidates = new HashSet<>(pending.values());
    return candidates.size() == 1 ? candidates.iterator().next() : null;
  }
}
