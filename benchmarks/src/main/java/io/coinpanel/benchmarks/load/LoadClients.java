package io.coinpanel.benchmarks.load;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * Clients of one webserver on one event loop. Connected means welcome received; a lost client fails
 * the next wait.
 */
public final class LoadClients implements AutoCloseable {

  private static final int CONNECTING = 128;
  private static final int MAX_MESSAGE = 1 << 20;

  private final URI uri;
  private final TcpClients tcpClients;
  private final ConcurrentSkipListMap<Integer, LoadClient> clients = new ConcurrentSkipListMap<>();
  private volatile FrameListener listener = (loadClient, messageFrame, at) -> {};
  private volatile Consumer<LoadClient> welcomed = loadClient -> {};

  public LoadClients(URI uri) {
    this.uri = uri;
    this.tcpClients = new TcpClients(uri, this::handlers);
  }

  /** Sets the listener; it does not receive welcome messages. */
  public void listen(FrameListener listening) {
    listener = listening;
  }

  /** Sets what each client does as soon as it is connected. */
  public void onWelcome(Consumer<LoadClient> action) {
    welcomed = action;
  }

  /** Connects until so many are connected, and waits for it. */
  public void connectUpTo(int newSize, Duration timeout) throws InterruptedException {
    connectUpTo(newSize, CONNECTING, timeout);
  }

  /** Connects until so many are connected, some at once, and waits for it. */
  public void connectUpTo(int newSize, int atOnce, Duration timeout) throws InterruptedException {
    tcpClients.openUpTo(newSize, atOnce, clients::size, timeout);
  }

  private ChannelHandler[] handlers(int number) {
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(uri)
            .maxFramePayloadLength(MAX_MESSAGE)
            .withUTF8Validator(false)
            .handshakeTimeoutMillis(TcpClients.BACKLOG_MILLIS)
            .build();
    return new ChannelHandler[] {
      new HttpClientCodec(),
      new HttpObjectAggregator(8192),
      new WebSocketClientProtocolHandler(config),
      new ClientHandler(this, number)
    };
  }

  void received(LoadClient loadClient, MessageFrame messageFrame, long at) {
    if (messageFrame.isWelcome()) {
      loadClient.welcomed(at);
      clients.put(loadClient.number(), loadClient);
      welcomed.accept(loadClient);
      // Measured here, since waiters poll only once a millisecond.
      tcpClients.openNext();
    } else {
      listener.onFrame(loadClient, messageFrame, at);
    }
  }

  void lost(int number, String why) {
    tcpClients.lost(number, why);
  }

  /** Those that are connected, by their numbers. */
  public List<LoadClient> clients() {
    return List.copyOf(clients.values());
  }

  /**
   * Fails if a client was lost or the deadline has passed.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  public void check(long deadline, String state) {
    tcpClients.check(deadline, state);
  }

  @Override
  public void close() {
    tcpClients.close();
  }
}
