package io.coinpanel.benchmarks.deliveries;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts whatever is posted to it, and keeps it by its path. One event loop on loopback, so that
 * it costs little beside those who send.
 */
final class Receiver implements AutoCloseable {

  private static final int MAX_BODY = 1 << 16;
  private static final int BACKLOG = 4096;

  /** What was posted. */
  record Post(String id, String body) {}

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("receiver", true), NioIoHandler.newFactory());
  private final Channel channel;

  // All written by the event loop alone, and read by others once they have read the count.
  private Map<String, List<Post>> posts = new TreeMap<>();
  private long lastAt;
  private @Nullable String failure;
  private volatile int count;

  private Receiver() throws InterruptedException {
    channel =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel socket) {
                    socket
                        .pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_BODY))
                        .addLast(new Handler());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  static Receiver start() throws InterruptedException {
    return new Receiver();
  }

  /** Where it listens, without a path. */
  URI uri() {
    InetSocketAddress address = (InetSocketAddress) channel.localAddress();
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      accept(
          request.uri(),
          new Post(
              String.valueOf(request.headers().get("webhook-id")),
              request.content().toString(StandardCharsets.UTF_8)));
      // The JDK's client does not take an answer without a body reliably.
      var answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.OK,
              Unpooled.copiedBuffer("ok", StandardCharsets.US_ASCII));
      HttpUtil.setContentLength(answer, answer.content().readableBytes());
      var _ = context.writeAndFlush(answer);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Only by the event loop.
  private void accept(String path, Post post) {
    List<Post> sent = posts.computeIfAbsent(path, _ -> new ArrayList<>());
    if (!sent.isEmpty() && Long.parseLong(sent.getLast().id()) >= Long.parseLong(post.id())) {
      failure = path + " got " + post.id() + " after " + sent.getLast().id();
    }
    sent.add(post);
    lastAt = System.nanoTime();
    count++;
  }

  /** Forgets what was posted. */
  void clear() throws InterruptedException {
    group
        .submit(
            () -> {
              posts = new TreeMap<>();
              failure = null;
              count = 0;
            })
        .sync();
  }

  /**
   * Waits until so many have been posted; when the last one was, by {@link System#nanoTime()}.
   *
   * @throws IllegalStateException if they do not come, or any comes out of order or twice
   */
  long await(int expected, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (count < expected) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(count + " of " + expected + " were posted");
      }
      Thread.sleep(1);
    }
    if (failure != null || count > expected) {
      throw new IllegalStateException(failure == null ? count + " were posted" : failure);
    }
    return lastAt;
  }

  /** What was posted to each path, in order. */
  Map<String, List<Post>> posts() {
    return posts;
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
