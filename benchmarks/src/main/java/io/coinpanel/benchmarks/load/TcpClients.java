package io.coinpanel.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * TCP connections to one server on one event loop, opened with bounded concurrency. A lost one
 * fails the next check.
 */
final class TcpClients implements AutoCloseable {

  static final int BACKLOG_MILLIS = 30_000;

  // One address has fewer ports than there may be clients, and where half of them are taken it is
  // the search for a free one that is measured.
  private static final int CLIENTS_PER_ADDRESS = 5_000;

  private final InetSocketAddress server;
  private final IntFunction<ChannelHandler[]> handlers;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("crowd", true), NioIoHandler.newFactory());
  private final AtomicInteger called = new AtomicInteger();
  private volatile int size;
  private volatile @Nullable String failure;
  private volatile boolean closing;

  /**
   * @param handlers of the connection with this number, counted from 0
   */
  TcpClients(URI uri, IntFunction<ChannelHandler[]> handlers) {
    this.server = new InetSocketAddress(uri.getHost(), uri.getPort());
    this.handlers = handlers;
  }

  /**
   * Opens connections until so many are ready, and waits for it.
   *
   * @param atOnce how many to begin with; each that is ready has to call {@link #openNext}
   * @param ready how many are ready
   */
  void openUpTo(int newSize, int atOnce, IntSupplier ready, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    size = newSize;
    for (int i = 0; i < atOnce; i++) {
      openNext();
    }
    while (ready.getAsInt() < newSize) {
      check(deadline, ready.getAsInt() + " of " + newSize + " clients are connected");
      Thread.sleep(1);
    }
  }

  /** Opens another one, unless there are enough. */
  void openNext() {
    int number = called.getAndUpdate(next -> Math.min(next + 1, Math.max(next, size)));
    if (number < size) {
      open(number);
    }
  }

  private void open(int number) {
    InetSocketAddress from =
        new InetSocketAddress("127.0.0." + (1 + number / CLIENTS_PER_ADDRESS), 0);
    var _ =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, BACKLOG_MILLIS)
            .handler(pipeline(number))
            .connect(server, from)
            .addListener(
                done -> {
                  if (!done.isSuccess()) {
                    lost(number, String.valueOf(done.cause()));
                  }
                });
  }

  private ChannelHandler pipeline(int number) {
    return new ChannelInitializer<SocketChannel>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        var _ = channel.pipeline().addLast(handlers.apply(number));
      }
    };
  }

  void lost(int number, String why) {
    // What comes after the first loss is often its consequence.
    if (!closing && failure == null) {
      failure = "client " + number + ": " + why;
    }
  }

  /**
   * Fails if a connection was lost or the deadline has passed.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  void check(long deadline, String state) {
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
