package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.binance.StreamCommand.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions of one socket. Commands are tracked until answered; a timeout triggers
 * LIST_SUBSCRIPTIONS, which is authoritative. Does no I/O and knows no rate limits.
 */
final class StreamSubscriptions {

  // Longer commands were observed to be answered after 10 seconds or never.
  private static final int MAX_BYTES = 4_000;
  private static final long LIST_ANSWER_MILLIS = 60_000;
  // Soon after a confirmation the subscription is verified.
  private static final long CHECK_MILLIS = 1_000;
  private static final long REJECTED_MILLIS = 1_000;

  private final RejectedStreams rejected;
  private final long listInterval;
  private final Set<String> confirmed = new HashSet<>();
  private final PendingCommands pending = new PendingCommands();
  private @Nullable StreamCommand listing;
  // Named since the list was requested: it may not reflect them.
  private final Set<String> namedSinceListing = new HashSet<>();
  private int lastId;
  private long pausedUntil;
  private long listAt = Long.MAX_VALUE;

  /**
   * @param listInterval interval of LIST_SUBSCRIPTIONS in milliseconds
   */
  StreamSubscriptions(RejectedStreams rejected, long listInterval) {
    this.rejected = rejected;
    this.listInterval = listInterval;
  }

  /** Whether the stream is confirmed and not being unsubscribed. */
  boolean isOpen(String symbol) {
    if (!confirmed.contains(symbol)) {
      return false;
    }
    StreamCommand last = pending.find(symbol);
    return last == null || last.method() != Method.UNSUBSCRIBE;
  }

  boolean isConfirmedOrPending(String symbol) {
    return confirmed.contains(symbol) || pending.names(symbol);
  }

  Set<String> confirmed() {
    return confirmed;
  }

  boolean isEmpty() {
    return confirmed.isEmpty() && pending.isEmpty();
  }

  /** Whether the exchange responds to no commands at all. */
  boolean isUnresponsive(long now) {
    return listing != null && listing.age(now) > LIST_ANSWER_MILLIS;
  }

  // -- commands

  /** The next command to send, if there is one; it counts once it is {@link #sent}. */
  Optional<StreamCommand> next(Set<String> wanted, long now) {
    if (now < pausedUntil) {
      return Optional.empty();
    }
    if (listing == null && (now >= listAt || pending.isAnyOverdue(now))) {
      return Optional.of(new StreamCommand(Method.LIST_SUBSCRIPTIONS, List.of()));
    }
    return command(Method.UNSUBSCRIBE, missing(confirmed, wanted, now))
        .or(() -> command(Method.SUBSCRIBE, missing(wanted, confirmed, now)));
  }

  private List<String> missing(Set<String> from, Set<String> in, long now) {
    List<String> missing = new ArrayList<>();
    for (String symbol : from) {
      if (!in.contains(symbol) && !pending.names(symbol) && !rejected.isPaused(symbol, now)) {
        missing.add(symbol);
      }
    }
    return missing;
  }

  private Optional<StreamCommand> command(Method method, List<String> symbols) {
    int bytes = StreamCommand.ENVELOPE_BYTES;
    int largest = Integer.MAX_VALUE;
    int count = 0;
    for (String symbol : symbols) {
      bytes += StreamCommand.bytes(symbol);
      largest = Math.min(largest, rejected.maxStreamsPerCommand(symbol));
      if (count > 0 && (bytes > MAX_BYTES || count >= largest)) {
        break;
      }
      count++;
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(new StreamCommand(method, symbols.subList(0, count)));
  }

  /** Marks a command as sent and returns its text. */
  String sent(StreamCommand command, long now) {
    command.sent(++lastId, now);
    if (command.method() == Method.LIST_SUBSCRIPTIONS) {
      listing = command;
      namedSinceListing.clear();
    } else {
      pending.add(command);
      namedSinceListing.addAll(command.symbols());
    }
    return command.text();
  }

  // -- answers

  /** A command was acknowledged. */
  void acknowledged(int id, long now) {
    StreamCommand command = pending.find(id);
    if (command == null) {
      return;
    }
    pending.acknowledged(command);
    if (command.method() == Method.SUBSCRIBE) {
      listAt = Math.min(listAt, now + CHECK_MILLIS);
      confirmed.addAll(command.symbols());
      command.symbols().forEach(rejected::forget);
    } else {
      confirmed.removeAll(command.symbols());
    }
  }

  /**
   * A command was rejected; if the exchange does not say which and several are possible,
   * LIST_SUBSCRIPTIONS decides. Returns the symbol halted by this, if any.
   */
  Optional<String> rejected(@Nullable Integer id, long now) {
    pausedUntil = now + REJECTED_MILLIS;
    if (listing != null && id != null && id == listing.id()) {
      listing = null;
      listAt = now + listInterval;
    }
    StreamCommand command = id == null ? pending.single() : pending.find(id);
    if (command == null) {
      return Optional.empty();
    }
    pending.rejected(command);
    return rejected.rejected(command.symbols(), now);
  }

  /** Applies the listed streams; returns the symbol halted by this, if any. */
  Optional<String> applyList(int id, Collection<String> streams, long now) {
    StreamCommand list = listing;
    if (list == null || list.id() != id) {
      return Optional.empty();
    }
    listing = null;
    listAt = now + listInterval;
    Set<String> there = new HashSet<>();
    streams.forEach(stream -> there.add(stream.replace(StreamCommand.SUFFIX, "")));
    return applyList(list, there).values().stream()
        .flatMap(symbols -> rejected.unanswered(symbols, now).stream())
        .findFirst();
  }

  /** Applies what is there; returns subscribes without effect, with the symbols they lack. */
  private Map<StreamCommand, List<String>> applyList(StreamCommand list, Set<String> there) {
    Map<StreamCommand, List<String>> ineffective = new LinkedHashMap<>();
    for (String symbol : known(there)) {
      StreamCommand asked = pending.find(symbol);
      boolean decides = asked == null || asked.isDecidedBy(list);
      if (decides && !namedSinceListing.contains(symbol)) {
        pending.decided(symbol);
        applyListed(symbol, there.contains(symbol));
        if (asked != null && asked.method() == Method.SUBSCRIBE && !there.contains(symbol)) {
          ineffective.computeIfAbsent(asked, _ -> new ArrayList<>()).add(symbol);
        }
      }
    }
    return ineffective;
  }

  private Set<String> known(Set<String> there) {
    Set<String> known = new LinkedHashSet<>(confirmed);
    known.addAll(pending.symbols());
    known.addAll(there);
    return known;
  }

  private void applyListed(String symbol, boolean there) {
    if (there) {
      confirmed.add(symbol);
      rejected.forget(symbol);
    } else {
      confirmed.remove(symbol);
    }
  }
}
