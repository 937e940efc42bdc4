package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

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

  private final BinanceDraft draft;
  private final HostConnector.Attempt attempt;
  private final Listener listener;
  private final UnreadableSymbols unreadable = new UnreadableSymbols();
  private final TradeFrameReader frames;
  private final AtomicReference<@Nullable Framedata> unansweredPing = new AtomicReference<>();
  private volatile @Nullable Exception failure;
  // Written by the reading thread alone.
  private volatile long trades;
  private volatile long pings;

  /**
   * @param frames makes what reads its frames
   */
  StreamSocket(
      HostConnector host, Function<UnreadableSymbols, TradeFrameReader> frames, Listener listener) {
    this(host, frames, listener, new BinanceDraft());
  }

  private StreamSocket(
      HostConnector host,
      Function<UnreadableSymbols, TradeFrameReader> frames,
      Listener listener,
      BinanceDraft draft) {
    super(host.uri(), draft, Map.of());
    this.draft = draft;
    this.attempt = host.new Attempt();
    this.listener = listener;
    this.frames = frames.apply(unreadable);
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

  UnreadableSymbols unreadable() {
    return unreadable;
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

  /**
   * Sends a close frame and reads on until the exchange answers it: the library's own close would
   * drop what has been received and not been read.
   */
  void closeGracefully() {
    try {
      CloseFrame closeFrame = new CloseFrame();
      closeFrame.setCode(CloseFrame.NORMAL);
      sendFrame(closeFrame);
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
    if (frames.read(array, from, to)) {
      countTrade();
      frames.deliver(array);
    } else {
      handleNonTrade(new String(array, from, Math.min(to - from, MAX_CONTROL_FRAME), UTF_8));
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void countTrade() {
    trades++;
  }

  private void handleNonTrade(String text) {
    if (!frames.recordUnreadable(text)) {
      listener.control(this, text);
    }
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
