package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.market.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Open connections and their stream subscriptions. */
public final class Streams {

  private final Map<Long, StreamConnection> connections = new LinkedHashMap<>();
  private final Map<String, List<StreamConnection>> listeners = new HashMap<>();
  private final TradeFrameEncoder frame = new TradeFrameEncoder();
  private long sent;

  void open(StreamConnection connection) {
    connections.put(connection.id(), connection);
  }

  void remove(StreamConnection connection) {
    connections.remove(connection.id());
    for (String name : List.copyOf(connection.streams())) {
      unsubscribe(connection, name);
    }
    connection.discardBatch();
  }

  void subscribe(StreamConnection connection, String name) {
    if (connection.streams().add(name)) {
      listeners.computeIfAbsent(name, _ -> new ArrayList<>()).add(connection);
    }
  }

  void unsubscribe(StreamConnection connection, String name) {
    if (!connection.streams().remove(name)) {
      return;
    }
    List<StreamConnection> left = listeners.getOrDefault(name, List.of());
    left.remove(connection);
    if (left.isEmpty()) {
      listeners.remove(name);
    }
  }

  /** Adds a trade to the batch of every subscriber. */
  public void send(Symbol symbol, long position) {
    List<StreamConnection> hearing = listeners.get(symbol.streamName());
    if (hearing == null) {
      return;
    }
    frame.encode(symbol, position);
    for (int i = 0; i < hearing.size(); i++) {
      sent += hearing.get(i).add(frame) ? 1 : 0;
    }
  }

  /** Sends a trade in another frame format to all subscribers. */
  void send(Symbol symbol, long position, FrameFormat shape) {
    String text = shape.text(symbol, position);
    for (StreamConnection hearing : listeners.getOrDefault(symbol.streamName(), List.of())) {
      hearing.flush();
      hearing.sendTrade(symbol.streamName(), text);
      sent++;
    }
  }

  /** Sends what has been put into batches. */
  public void flush() {
    connections.values().forEach(StreamConnection::flush);
  }

  public Collection<StreamConnection> open() {
    return connections.values();
  }

  /** Trade frames sent so far. */
  public long sent() {
    return sent;
  }
}
