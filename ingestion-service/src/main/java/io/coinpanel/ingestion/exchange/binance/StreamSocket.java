package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeSink;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/**
 * A socket to the exchange. Its own thread reads trades straight into the sink; everything else
 * goes to a listener. Pongs go by the same pace as commands.
 */
final class StreamSocket extends WebSocketClient {

  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int LONGEST_CONTROL_FRAME = 1 << 16;

  /** What happens on a socket beside trades. Calls come from its threads. */
  interface Listener {
    void opened(StreamSocket socket);

    void control(StreamSocket socket, String frame);

    void closed(StreamSocket socket, String why);
  }

  private final SymbolSlots slots;
  private final TradeSink sink;
  private final Listener listener;
  private final RollingLimit pace;
  private final InstantSource clock;
  private final TradeFrame frame = new TradeFrame();
  private volatile @Nullable Exception failure;
  // Written by the reading thread alone.
  private volatile long trades;
  private volatile long pingedAt;

  StreamSocket(
      URI uri,
      SymbolSlots slots,
      TradeSink sink,
      Listener listener,
      RollingLimit pace,
      InstantSource clock) {
    super(uri, new BinanceDraft(), Map.of(), CONNECT_TIMEOUT_MILLIS);
    this.slots = slots;
    this.sink = sink;
    this.listener = listener;
    this.pace = pace;
    this.clock = clock;
    setTcpNoDelay(true);
    setDaemon(true);
    setConnectionLostTimeout(0); // its pings would count as our messages; the exchange pings us
  }

  /** How many trades it has read. */
  long trades() {
    return trades;
  }

  /** When the exchange last pinged, in epoch milliseconds; zero before the first time. */
  long pingedAt() {
    return pingedAt;
  }

  @Override
  public void onMessage(ByteBuffer bytes) {
    byte[] array = bytes.array();
    int from = bytes.arrayOffset() + bytes.position();
    int to = from + bytes.remaining();
    if (!frame.read(array, from, to)) {
      int length = Math.min(to - from, LONGEST_CONTROL_FRAME);
      listener.control(this, new String(array, from, length, UTF_8));
      return;
    }
    countTrade();
    int slot = slots.find(array, frame.symbolFrom(), frame.symbolTo());
    if (slot != SymbolSlots.NONE) {
      sink.trade(slot, frame.id(), frame.price(), frame.time());
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void countTrade() {
    trades++;
  }

  @Override
  public void onMessage(String fragmented) {
    onMessage(ByteBuffer.wrap(fragmented.getBytes(UTF_8)));
  }

  @Override
  public void onWebsocketPing(WebSocket socket, Framedata ping) {
    pace.take();
    pingedAt = clock.millis();
    super.onWebsocketPing(socket, ping);
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    listener.opened(this);
  }

  @Override
  public void onError(Exception cause) {
    failure = cause;
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    Exception cause = failure;
    String why = reason == null || reason.isEmpty() ? String.valueOf(cause) : reason;
    listener.closed(this, code + " " + why);
  }
}
