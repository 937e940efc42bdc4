package io.coinpanel.webserver.prices;

import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.protocol.ServerMessage.LastPrice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells clients that asked for prices the last price of each symbol they are subscribed to, when it
 * is another one than they were told. Called once a second by one thread; nothing is read while
 * nobody asks.
 */
final class PriceTeller {

  private final Connections connections;
  private final LastTrades trades;

  /** What each connection was told of each symbol. */
  private final Map<ClientConnection, Map<String, LastPrice>> told = new HashMap<>();

  PriceTeller(Connections connections, LastTrades trades) {
    this.connections = connections;
    this.trades = trades;
  }

  void doWork() {
    Map<ClientConnection, Set<String>> wanted = new LinkedHashMap<>();
    Set<String> symbols = new HashSet<>();
    for (ClientConnection connection : connections.all()) {
      Set<String> wants = connection.wantedPrices();
      if (!wants.isEmpty()) {
        wanted.put(connection, wants);
        symbols.addAll(wants);
      }
    }
    told.keySet().retainAll(wanted.keySet());
    if (!symbols.isEmpty()) {
      tell(wanted, symbols);
    }
  }

  private void tell(Map<ClientConnection, Set<String>> wanted, Set<String> symbols) {
    Map<String, LastPrice> prices =
        trades.of(symbols).stream()
            .collect(Collectors.toMap(LastPrice::symbol, Function.identity()));
    wanted.forEach((connection, wants) -> tell(connection, wants, prices));
  }

  private void tell(ClientConnection connection, Set<String> wants, Map<String, LastPrice> prices) {
    Map<String, LastPrice> known = told.computeIfAbsent(connection, one -> new HashMap<>());
    known.keySet().retainAll(wants);
    for (String symbol : wants) {
      LastPrice price = prices.get(symbol);
      LastPrice before = known.get(symbol);
      if (price != null
          && (before == null || !before.price().equals(price.price()))
          && connection.tellPrice(price)) {
        known.put(symbol, price);
      }
    }
  }
}
