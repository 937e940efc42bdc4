package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.market.DecimalUnits;
import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.market.TradeHistory;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The WebSocket frame of one trade, header included, encoded once for all who get it.
 *
 * <p>Each connection copies it into its batch: for some 150 bytes that is several times cheaper
 * than a reference-counted duplicate per connection, and a batch is one write.
 */
final class TradeFrameEncoder {

  private static final byte[] EVENT = ascii("{\"e\":\"trade\",\"E\":");
  private static final byte[] SYMBOL = ascii(",\"s\":\"");
  private static final byte[] ID = ascii("\",\"t\":");
  private static final byte[] PRICE = ascii(",\"p\":\"");
  private static final byte[] QUANTITY = ascii("\",\"q\":\"");
  private static final byte[] TIME = ascii("\",\"T\":");
  private static final byte[] MAKER = ascii(",\"m\":true,\"M\":true}");
  private static final byte[] TAKER = ascii(",\"m\":false,\"M\":true}");
  private static final byte[] STREAM = ascii("{\"stream\":\"");
  private static final byte[] DATA = ascii("\",\"data\":");

  private static final int HEADER = 4;
  private static final int LARGEST = 512;

  private final byte[] raw = new byte[LARGEST];
  private final byte[] combined = new byte[LARGEST];
  private int rawEnd;
  private int combinedEnd;
  private byte[] stream = {};

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Encodes the trade at this position; what was encoded before is gone. */
  void encode(Symbol symbol, long position) {
    TradeHistory trades = symbol.trades();
    long time = trades.time(position);
    int at = put(EVENT, HEADER);
    at = DecimalUnits.writeLong(time, raw, at);
    at = put(SYMBOL, at);
    at = put(symbol.nameBytes(), at);
    at = put(ID, at);
    at = DecimalUnits.writeLong(trades.id(position), raw, at);
    at = put(PRICE, at);
    at = DecimalUnits.write(trades.price(position), raw, at);
    at = put(QUANTITY, at);
    at = DecimalUnits.write(trades.quantity(position), raw, at);
    at = put(TIME, at);
    at = DecimalUnits.writeLong(time, raw, at);
    rawEnd = put(trades.buyerIsMaker(position) ? MAKER : TAKER, at);
    combinedEnd = 0;
    stream = symbol.streamNameBytes();
  }

  private int put(byte[] part, int at) {
    System.arraycopy(part, 0, raw, at, part.length);
    return at + part.length;
  }

  /** Appends the frame, wrapped in its stream's name if the connection is a combined one. */
  void appendTo(ByteBuf batch, boolean wrapped) {
    if (!wrapped) {
      append(batch, raw, rawEnd);
      return;
    }
    if (combinedEnd == 0) {
      wrap();
    }
    append(batch, combined, combinedEnd);
  }

  private void wrap() {
    int at = HEADER;
    for (byte[] part : new byte[][] {STREAM, stream, DATA}) {
      System.arraycopy(part, 0, combined, at, part.length);
      at += part.length;
    }
    System.arraycopy(raw, HEADER, combined, at, rawEnd - HEADER);
    at += rawEnd - HEADER;
    combined[at] = '}';
    combinedEnd = at + 1;
  }

  /** A final text frame from a server: unmasked, its length in 7 or 16 bits. */
  private static void append(ByteBuf batch, byte[] frame, int end) {
    int length = end - HEADER;
    batch.writeByte(0x81);
    if (length <= 125) {
      batch.writeByte(length);
    } else {
      batch.writeByte(126).writeShort(length);
    }
    batch.writeBytes(frame, HEADER, length);
  }
}
