package io.coinpanel.webserver.prices;

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

/**
 * Sends changed last prices of subscribed symbols to clients that enabled prices. Called once a
 * second by one thread; reads nothing while no client has enabled prices.
 */
final class PriceBroadcaster {

  private final Sockets sockets;
  private final LastTrades trades;

  /** The last price sent per socket and symbol. */
  private final Map<ClientSocket, Map<String, LastPrice>> lastSent = new HashMap<>();

  PriceBroadcaster(Sockets sockets, LastTrades trades) {
    this.sockets = sockets;
    this.trades = trades;
  }

  void doWork() {
    Map<ClientSocket, Set<String>> wanted = new LinkedHashMap<>();
    Set<String> symbols = new HashSet<>();
    for (ClientSocket connection : sockets.open()) {
      Set<String> wants = connection.priceSymbols();
      if (!wants.isEmpty()) {
        wanted.put(connection, wants);
        symbols.addAll(wants);
      }
    }
    lastSent.keySet().retainAll(wanted.keySet());
    if (!symbols.isEmpty()) {
      broadcast(wanted, symbols);
    }
  }

  private void broadcast(Map<ClientSocket, Set<String>> wanted, Set<String> symbols) {
    Map<String, LastPrice> prices =
        trades.of(symbols).stream()
            .collect(Collectors.toMap(LastPrice::symbol, Function.identity()));
    wanted.forEach((connection, wants) -> broadcast(connection, wants, prices));
  }

  private void broadcast(
      ClientSocket connection, Set<String> wants, Map<String, LastPrice> prices) {
    Map<String, LastPrice> known = lastSent.computeIfAbsent(connection, one -> new HashMap<>());
    known.keySet().retainAll(wants);
    for (String symbol : wants) {
      LastPrice price = prices.get(symbol);
      LastPrice before = known.get(symbol);
      if (price != null
          && (before == null || !before.price().equals(price.price()))
          && connection.sendPrice(price)) {
        known.put(symbol, price);
      }
    }
  }
}
