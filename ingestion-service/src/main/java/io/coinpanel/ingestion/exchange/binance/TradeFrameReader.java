package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeSink;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * Passes the trades of a socket's frames to the sink, without allocation. Owned by the socket's
 * reader thread.
 */
final class TradeFrameReader {

  private final SymbolSlots slots;
  private final TradeSink sink;
  private final StreamMetrics metrics;
  private final UnreadableSymbols unreadable;
  private final TradeFrameParser frame = new TradeFrameParser();
  private final ObjectMapper json = new ObjectMapper();

  TradeFrameReader(
      SymbolSlots slots, TradeSink sink, StreamMetrics metrics, UnreadableSymbols unreadable) {
    this.slots = slots;
    this.sink = sink;
    this.metrics = metrics;
    this.unreadable = unreadable;
  }

  /** Whether the frame is a trade; if so, {@link #deliver} delivers it. */
  boolean read(byte[] bytes, int from, int to) {
    return frame.parse(bytes, from, to);
  }

  /** Delivers the trade that was read from these bytes, unless its symbol has no slot. */
  void deliver(byte[] bytes) {
    int slot = slots.find(bytes, frame.symbolFrom(), frame.symbolTo());
    if (slot == SymbolSlots.NONE) {
      slot = escapedSlot(bytes, frame.symbolFrom(), frame.symbolTo());
    }
    if (slot != SymbolSlots.NONE) {
      sink.trade(slot, frame.id(), frame.price(), frame.time());
    }
  }

  /** The slot of a symbol that the frame spells with escapes: JSON allows it for any letter. */
  private int escapedSlot(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, UTF_8);
    if (text.indexOf('\\') < 0) {
      return SymbolSlots.NONE;
    }
    try {
      byte[] name = json.readValue('"' + text + '"', String.class).getBytes(UTF_8);
      return slots.find(name, 0, name.length);
    } catch (JacksonException broken) {
      unreadable.recordUnknown();
      return SymbolSlots.NONE;
    }
  }

  /** Records a frame that is a trade and cannot be read; false if it is none. */
  boolean recordUnreadable(String text) {
    Optional<UnreadableTrade> trade = UnreadableTrade.parse(json, text);
    if (trade.isEmpty()) {
      return false;
    }
    metrics.unreadable(text);
    String symbol = trade.get().symbol();
    if (symbol != null && isKnown(symbol)) {
      unreadable.record(symbol);
    } else {
      unreadable.recordUnknown();
    }
    return true;
  }

  private boolean isKnown(String symbol) {
    byte[] name = symbol.toUpperCase(Locale.ROOT).getBytes(UTF_8);
    return slots.find(name, 0, name.length) != SymbolSlots.NONE;
  }
}
