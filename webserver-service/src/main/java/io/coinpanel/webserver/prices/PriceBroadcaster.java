package io.coinpanel.webserver.prices;

import io.coinpanel.webserver.prices.LastTrades.LastTrade;
import io.coinpanel.webserver.prices.LastTrades.Range;
import io.coinpanel.webserver.protocol.ServerMessage.LastPrice;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Sockets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends changed last prices to clients that enabled prices. Called once a second by one thread;
 * reads nothing while no client has enabled prices.
 */
final class PriceBroadcaster {

  private final Sockets sockets;
  private final LastTrades trades;
  private final PriceWatches watches;

  /** The last trade sent per socket and symbol. */
  private final Map<ClientSocket, Map<String, LastTrade>> lastSent = new HashMap<>();

  PriceBroadcaster(Sockets sockets, LastTrades trades, PriceWatches watches) {
    this.sockets = sockets;
    this.trades = trades;
    this.watches = watches;
  }

  void doWork() {
    Map<ClientSocket, Set<String>> wanted = new LinkedHashMap<>();
    Set<String> symbols = new HashSet<>();
    Set<String> chosen = new HashSet<>();
    for (ClientSocket socket : sockets.open()) {
      Set<String> wants = socket.priceSymbols();
      if (!wants.isEmpty()) {
        wanted.put(socket, wants);
        symbols.addAll(wants);
        chosen.addAll(socket.chosenPriceSymbols());
      }
    }
    lastSent.keySet().retainAll(wanted.keySet());
    watches.ask(chosen);
    if (!symbols.isEmpty()) {
      broadcast(wanted, symbols);
    }
  }

  private void broadcast(Map<ClientSocket, Set<String>> wanted, Set<String> symbols) {
    Map<String, LastTrade> last =
        trades.of(symbols).stream()
            .collect(Collectors.toMap(LastTrade::symbol, Function.identity()));
    wanted.forEach((socket, wants) -> broadcast(socket, wants, last));
  }

  private void broadcast(ClientSocket socket, Set<String> wants, Map<String, LastTrade> last) {
    Map<String, LastTrade> known = lastSent.computeIfAbsent(socket, one -> new HashMap<>());
    known.keySet().retainAll(wants);
    for (String symbol : wants) {
      LastTrade trade = last.get(symbol);
      LastTrade before = known.get(symbol);
      if (trade != null && hasChanged(before, trade) && socket.sendPrice(price(before, trade))) {
        known.put(symbol, trade);
      }
    }
  }

  private static boolean hasChanged(@Nullable LastTrade before, LastTrade now) {
    return before == null
        || before.seconds() != now.seconds()
        || !before.price().equals(now.price());
  }

  /** With the extremes of what the client has not seen: mostly of one second, sometimes of two. */
  private static LastPrice price(@Nullable LastTrade before, LastTrade now) {
    boolean isNext = before == null || now.seconds() <= before.seconds() + 1;
    Range range = isNext ? now.last() : now.last().with(now.previous());
    return new LastPrice(now.symbol(), now.price(), range.high(), range.low(), now.time());
  }
}
