package io.coinpanel.ingestion.exchange.binance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Commands that were sent and are not decided yet. The newest one that names a symbol decides about
 * it.
 */
final class PendingCommands {

  // Sent, not answered yet.
  private final Map<Integer, StreamCommand> byId = new LinkedHashMap<>();
  // The newest undecided command for each symbol.
  private final Map<String, StreamCommand> bySymbol = new HashMap<>();

  void add(StreamCommand command) {
    // It supersedes an older opposite one for the same symbol.
    forget(command.symbols(), older -> older.method() != command.method());
    byId.put(command.id(), command);
    command.symbols().forEach(symbol -> bySymbol.put(symbol, command));
  }

  boolean isEmpty() {
    return bySymbol.isEmpty();
  }

  boolean names(String symbol) {
    return bySymbol.containsKey(symbol);
  }

  Set<String> symbols() {
    return bySymbol.keySet();
  }

  /** The one that decides about a symbol, or null. */
  @Nullable StreamCommand find(String symbol) {
    return bySymbol.get(symbol);
  }

  @Nullable StreamCommand find(int id) {
    return byId.get(id);
  }

  /** The only one that is not decided, or null if there are several or none. */
  @Nullable StreamCommand single() {
    Set<StreamCommand> candidates = new HashSet<>(bySymbol.values());
    return candidates.size() == 1 ? candidates.iterator().next() : null;
  }

  boolean isAnyOverdue(long now) {
    return bySymbol.values().stream().anyMatch(command -> command.isOverdue(now));
  }

  /** It was answered; older ones of the same method no longer decide about its symbols. */
  void acknowledged(StreamCommand command) {
    rejected(command);
    forget(
        command.symbols(),
        older -> older.id() < command.id() && older.method() == command.method());
  }

  /** It had no effect. */
  void rejected(StreamCommand command) {
    byId.remove(command.id());
    command.symbols().forEach(symbol -> bySymbol.remove(symbol, command));
  }

  /** Something else has decided about a symbol. */
  void decided(String symbol) {
    bySymbol.remove(symbol);
  }

  private void forget(Set<String> symbols, Predicate<StreamCommand> in) {
    byId.values().stream().filter(in).forEach(one -> one.symbols().removeAll(symbols));
    byId.values().removeIf(one -> one.symbols().isEmpty());
  }
}
