package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeSink;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * A WebSocket to the exchange. Its reader thread passes trades directly to the sink; everything
 * else goes to the listener or is queued for it.
 */
final class StreamSocket extends WebSocketClient {

  private static final int MAX_CONTROL_FRAME = 1 << 16;

  /** Socket events other than trades. Called from the socket's threads. */
  interface Listener {
    void opened(StreamSocket socket);

    void control(StreamSocket socket, String frame);

    void closed(StreamSocket socket, String why);
  }

  private final SymbolSlots slots;
  private final TradeSink sink;
  private final Listener listener;
  private final StreamMetrics metrics;
  private final BinanceDraft draft;
  private final HostConnector.Attempt attempt;
  private final ObjectMapper json = new ObjectMapper();
  private final TradeFrameParser frame = new TradeFrameParser();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Framedata> unansweredPing = new AtomicReference<>();
  private volatile @Nullable Exception failure;
  // Written by the reading thread alone.
  private volatile long trades;
  private volatile long pings;
  private volatile boolean unreadableSymbol;

  StreamSocket(
      HostConnector host,
      SymbolSlots slots,
      TradeSink sink,
      Listener listener,
      StreamMetrics metrics) {
    this(host, slots, sink, listener, metrics, new BinanceDraft());
  }

  private StreamSocket(
      HostConnector host,
      SymbolSlots slots,
      TradeSink sink,
      Listener listener,
      StreamMetrics metrics,
      BinanceDraft draft) {
    super(host.uri(), draft, Map.of());
    this.slots = slots;
    this.sink = sink;
    this.listener = listener;
    this.metrics = metrics;
    this.draft = draft;
    this.attempt = host.new Attempt();
    setSocketFactory(attempt);
    setTcpNoDelay(true);
    setDaemon(true);
    setConnectionLostTimeout(0); // its pings would count as our messages; the exchange pings us
  }

  /** How many trades it has read. */
  long trades() {
    return trades;
  }

  /** How often the exchange has pinged. */
  long pings() {
    return pings;
  }

  /** The rejection of the handshake, if any. */
  Optional<UpgradeRejection> refusal() {
    return draft.refusal();
  }

  // -- for the listener's thread

  /** Sends a command; lost if the socket is closing. */
  void sendCommand(String command) {
    try {
      send(command);
    } catch (WebsocketNotConnectedException ended) {
      failure = ended;
    }
  }

  /**
   * Answers the newest ping if the rate limit allows. Only the newest needs an answer, and each
   * counts as a message.
   */
  void answerPing(SlidingWindowLimit pace) {
    Framedata ping = unansweredPing.getAndSet(null);
    if (ping == null) {
      return;
    }
    if (!pace.tryAcquire(0)) {
      unansweredPing.compareAndSet(null, ping);
      return;
    }
    try {
      super.onWebsocketPing(getConnection(), ping);
    } catch (WebsocketNotConnectedException ended) {
      failure = ended;
    }
  }

  /** Symbols of which trades could not be read since the last call, in lower case. */
  Set<String> drainUnreadable() {
    if (unreadable.isEmpty()) {
      return Set.of();
    }
    Set<String> taken = Set.copyOf(unreadable);
    unreadable.removeAll(taken);
    return taken;
  }

  /**
   * Whether since the last call a trade could not be read of which not even the symbol is known.
   */
  boolean drainUnknownUnreadable() {
    boolean taken = unreadableSymbol;
    if (taken) {
      unreadableSymbol = false;
    }
    return taken;
  }

  /**
   * Sends a close frame and reads on until the exchange answers it: the library's own close would
   * drop what has been received and not been read.
   */
  void closeGracefully() {
    try {
      CloseFrame closeTimeout = new CloseFrame();
      closeTimeout.setCode(CloseFrame.NORMAL);
      sendFrame(closeTimeout);
    } catch (WebsocketNotConnectedException ended) {
      abort();
    }
  }

  /** Aborts the socket and its threads. */
  void abort() {
    attempt.abort();
    closeConnection(CloseFrame.NEVER_CONNECTED, "");
  }

  // -- from here on: the socket's threads

  @Override
  public void onMessage(ByteBuffer bytes) {
    byte[] array = bytes.array();
    int from = bytes.arrayOffset() + bytes.position();
    int to = from + bytes.remaining();
    if (!frame.parse(array, from, to)) {
      handleNonTrade(new String(array, from, Math.min(to - from, MAX_CONTROL_FRAME), UTF_8));
      return;
    }
    countTrade();
    int slot = slots.find(array, frame.symbolFrom(), frame.symbolTo());
    if (slot == SymbolSlots.NONE) {
      slot = escapedSlot(array, frame.symbolFrom(), frame.symbolTo());
    }
    if (slot != SymbolSlots.NONE) {
      sink.trade(slot, frame.id(), frame.price(), frame.time());
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void countTrade() {
    trades++;
  }

  /** The slot of a symbol that the frame spells with escapes: JSON allows it for any letter. */
  private int escapedSlot(byte[] array, int from, int to) {
    String text = new String(array, from, to - from, UTF_8);
    if (text.indexOf('\\') < 0) {
      return SymbolSlots.NONE;
    }
    try {
      byte[] name = json.readValue('"' + text + '"', String.class).getBytes(UTF_8);
      return slots.find(name, 0, name.length);
    } catch (JacksonException broken) {
      unreadableSymbol = true;
      return SymbolSlots.NONE;
    }
  }

  private void handleNonTrade(String text) {
    Optional<UnreadableTrade> trade = UnreadableTrade.parse(json, text);
    if (trade.isEmpty()) {
      listener.control(this, text);
      return;
    }
    metrics.unreadable(text);
    String symbol = trade.get().symbol();
    if (symbol != null && isKnown(symbol)) {
      unreadable.add(symbol);
    } else {
      unreadableSymbol = true;
    }
  }

  private boolean isKnown(String symbol) {
    byte[] name = symbol.toUpperCase(Locale.ROOT).getBytes(UTF_8);
    return slots.find(name, 0, name.length) != SymbolSlots.NONE;
  }

  @Override
  public void onMessage(String fragmented) {
    onMessage(ByteBuffer.wrap(fragmented.getBytes(UTF_8)));
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  public void onWebsocketPing(WebSocket socket, Framedata ping) {
    pings++;
    unansweredPing.set(ping);
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
