package io.coinpanel.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Clients of one webserver on one event loop. Connected means welcome received; a lost client fails
 * the next wait.
 */
public final class LoadClients implements AutoCloseable {

  private static final int CONNECTING = 128;
  private static final int BACKLOG_MILLIS = 30_000;
  private static final int MAX_MESSAGE = 1 << 20;
  // One address has fewer ports than there may be clients, and where half of them are taken it is
  // the search for a free one that is measured.
  private static final int CLIENTS_PER_ADDRESS = 5_000;

  private final URI uri;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("crowd", true), NioIoHandler.newFactory());
  private final ConcurrentSkipListMap<Integer, LoadClient> clients = new ConcurrentSkipListMap<>();
  private final AtomicInteger called = new AtomicInteger();
  private volatile int size;
  private volatile FrameListener listener = (loadClient, messageFrame, at) -> {};
  private volatile @Nullable String failure;
  private volatile boolean closing;

  public LoadClients(URI uri) {
    this.uri = uri;
  }

  /** Sets the listener; it does not receive welcome messages. */
  public void listen(FrameListener listening) {
    listener = listening;
  }

  /** Connects until so many are connected, and waits for it. */
  public void connectUpTo(int newSize, Duration timeout) throws InterruptedException {
    connectUpTo(newSize, CONNECTING, timeout);
  }

  /** Connects until so many are connected, some at once, and waits for it. */
  public void connectUpTo(int newSize, int atOnce, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    size = newSize;
    for (int i = 0; i < atOnce; i++) {
      connectNext();
    }
    while (clients.size() < newSize) {
      check(deadline, clients.size() + " of " + newSize + " clients are connected");
      Thread.sleep(1);
    }
  }

  private void connectNext() {
    int number = called.getAndUpdate(next -> Math.min(next + 1, Math.max(next, size)));
    if (number < size) {
      connect(number);
    }
  }

  private void connect(int number) {
    InetSocketAddress from =
        new InetSocketAddress("127.0.0." + (1 + number / CLIENTS_PER_ADDRESS), 0);
    ChannelFuture connecting =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, BACKLOG_MILLIS)
            .handler(pipeline(number))
            .connect(new InetSocketAddress(uri.getHost(), uri.getPort()), from);
    var _ =
        connecting.addListener(
            done -> {
              if (!done.isSuccess()) {
                lost(number, String.valueOf(done.cause()));
              }
            });
  }

  private ChannelInitializer<Channel> pipeline(int number) {
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(uri)
            .maxFramePayloadLength(MAX_MESSAGE)
            .withUTF8Validator(false)
            .handshakeTimeoutMillis(BACKLOG_MILLIS)
            .build();
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        var _ =
            channel
                .pipeline()
                .addLast(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(8192),
                    new WebSocketClientProtocolHandler(config),
                    new ClientHandler(LoadClients.this, number));
      }
    };
  }

  void received(LoadClient loadClient, MessageFrame messageFrame, long at) {
    if (messageFrame.isWelcome()) {
      loadClient.welcomed(at);
      clients.put(loadClient.number(), loadClient);
      // Measured here, since waiters poll only once a millisecond.
      connectNext();
    } else {
      listener.onFrame(loadClient, messageFrame, at);
    }
  }

  void lost(int number, String why) {
    if (!closing) {
      failure = "client " + number + ": " + why;
    }
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
    String lost = failure;
    if (lost != null) {
      throw new IllegalStateException(lost + "; " + state);
    }
    if (System.nanoTime() - deadline > 0) {
      throw new IllegalStateException("timed out;  " + state);
    }
  }

  @Override
  public void close() {
    closing = true;
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
