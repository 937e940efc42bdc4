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
 * Clients of one webserver, all on one thread. A client counts as connected when it has been
 * welcomed; one that is lost fails whoever waits next, as what it should have heard is lost too.
 */
public final class Crowd implements AutoCloseable {

  private static final int CONNECTING = 128;
  private static final int BACKLOG_MILLIS = 30_000;
  private static final int LARGEST_MESSAGE = 1 << 20;
  // One address has fewer ports than there may be clients, and where half of them are taken it is
  // the search for a free one that is measured.
  private static final int CLIENTS_PER_ADDRESS = 5_000;

  private final URI uri;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("crowd", true), NioIoHandler.newFactory());
  private final ConcurrentSkipListMap<Integer, Client> clients = new ConcurrentSkipListMap<>();
  private final AtomicInteger called = new AtomicInteger();
  private volatile int size;
  private volatile Ears ears = (client, frame, at) -> {};
  private volatile @Nullable String loss;
  private volatile boolean closing;

  public Crowd(URI uri) {
    this.uri = uri;
  }

  /** From now on, what is heard goes there; the welcome does not. */
  public void listen(Ears listening) {
    ears = listening;
  }

  /** Connects until so many are connected, and waits for it. */
  public void grow(int newSize, Duration patience) throws InterruptedException {
    grow(newSize, CONNECTING, patience);
  }

  /** Connects until so many are connected, some at once, and waits for it. */
  public void grow(int newSize, int atOnce, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
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
            .maxFramePayloadLength(LARGEST_MESSAGE)
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
                    new Hearing(Crowd.this, number));
      }
    };
  }

  void heard(Client client, Frame frame, long at) {
    if (frame.isWelcome()) {
      client.welcomed(at);
      clients.put(client.number(), client);
      // Here and not by who waits, who looks only once in a millisecond.
      connectNext();
    } else {
      ears.hear(client, frame, at);
    }
  }

  void lost(int number, String why) {
    if (!closing) {
      loss = "client " + number + ": " + why;
    }
  }

  /** Those that are connected, by their numbers. */
  public List<Client> clients() {
    return List.copyOf(clients.values());
  }

  /**
   * Fails if a client was lost or the time is over.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  public void check(long deadline, String state) {
    String lost = loss;
    if (lost != null) {
      throw new IllegalStateException(lost + "; " + state);
    }
    if (System.nanoTime() - deadline > 0) {
      throw new IllegalStateException("it takes too long; " + state);
    }
  }

  @Override
  public void close() {
    closing = true;
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
