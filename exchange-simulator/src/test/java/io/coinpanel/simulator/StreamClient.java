package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that answers nothing by itself: pongs are the test's business. */
final class StreamClient implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 10;
  private static final EventLoopGroup GROUP =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("stream-client", true), NioIoHandler.newFactory());

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final CompletableFuture<Void> open = new CompletableFuture<>();
  private final Channel channel;

  private StreamClient(URI uri) {
    var client =
        new WebSocketClientProtocolHandler(
            WebSocketClientHandshakerFactory.newHandshaker(
                uri, WebSocketVersion.V13, null, false, new DefaultHttpHeaders(), 1 << 24),
            false,
            false);
    channel =
        new Bootstrap()
            .group(GROUP)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel socket) {
                    socket
                        .pipeline()
                        .addLast(new HttpClientCodec(), new HttpObjectAggregator(65_536))
                        .addLast(client, new Receiver());
                  }
                })
            .connect(uri.getHost(), uri.getPort())
            .syncUninterruptibly()
            .channel();
  }

  /** Connects to a path such as {@code /ws}; fails if the handshake does. */
  static StreamClient connect(Simulator simulator, String path) {
    StreamClient client = new StreamClient(URI.create(simulator.webSocketUri() + path));
    client.open.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    return client;
  }

  private final class Receiver extends SimpleChannelInboundHandler<WebSocketFrame> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
      switch (frame) {
        case TextWebSocketFrame text -> texts.add(text.text());
        case PingWebSocketFrame ping ->
            pings.add(ping.content().toString(StandardCharsets.US_ASCII));
        case CloseWebSocketFrame close -> closed.complete(close.statusCode());
        case WebSocketFrame _ -> {}
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        // It would answer pings.
        var _ = ctx.pipeline().remove(WebSocketClientProtocolHandler.class);
        open.complete(null);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      open.completeExceptionally(new IllegalStateException("closed before it was open"));
      closed.complete(ABNORMAL);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      open.completeExceptionally(cause);
      closed.complete(ABNORMAL);
      var _ = ctx.close();
    }
  }

  /** What {@link #closeCode()} says when no close frame came. */
  static final int ABNORMAL = 1006;

  StreamClient send(String text) {
    channel.writeAndFlush(new TextWebSocketFrame(text)).syncUninterruptibly();
    return this;
  }

  void ping() {
    channel.writeAndFlush(new PingWebSocketFrame()).syncUninterruptibly();
  }

  void pong(String payload) {
    channel
        .writeAndFlush(
            new PongWebSocketFrame(Unpooled.copiedBuffer(payload, StandardCharsets.US_ASCII)))
        .syncUninterruptibly();
  }

  /** Subscribes and waits for the acknowledgement. */
  StreamClient subscribe(String... streams) {
    send(
        "{\"method\":\"SUBSCRIBE\",\"params\":[\""
            + String.join("\",\"", streams)
            + "\"],\"id\":1}");
    assertThat(next()).isEqualTo("{\"result\":null,\"id\":1}");
    return this;
  }

  /** The next text frame. */
  String next() {
    return poll(texts);
  }

  List<String> next(int frames) {
    List<String> taken = new ArrayList<>();
    while (taken.size() < frames) {
      taken.add(next());
    }
    return taken;
  }

  String nextPing() {
    return poll(pings);
  }

  private static String poll(BlockingQueue<String> queue) {
    try {
      String taken = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (taken == null) {
        throw new AssertionError("nothing came in " + DEADLINE_SECONDS + " s");
      }
      return taken;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end of the connection. */
  int closeCode() {
    return closed.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Reads nothing more from its socket. */
  void stopReading() {
    channel.config().setAutoRead(false);
  }

  boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
  }
}
