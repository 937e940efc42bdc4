package io.coinpanel.simulator.socket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The listening socket, which can be closed and opened again on the same port. */
public final class ListeningSocket {

  private static final int MAX_REQUEST = 1 << 20;
  private static final int BACKLOG = 1024;

  private final ServerBootstrap bootstrap;
  private InetSocketAddress address;
  private @Nullable Channel channel;

  public ListeningSocket(EventLoop loop, InetSocketAddress address) {
    this.address = address;
    bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true);
  }

  /** What handles requests, for all connections; to be given before it opens. */
  public void handler(ChannelHandler requests) {
    bootstrap.childHandler(
        new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel opened) {
            opened
                .pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(MAX_REQUEST))
                .addLast(requests);
          }
        });
  }

  /** Listens, or fails if the port is taken; the first time a port of 0 becomes a free one. */
  public ChannelFuture open() {
    Channel open = channel;
    if (open != null && open.isOpen()) {
      return open.newSucceededFuture();
    }
    return bootstrap
        .bind(address)
        .addListener(
            bound -> {
              if (bound.isSuccess()) {
                opened(((ChannelFuture) bound).channel());
              }
            });
  }

  private void opened(Channel listening) {
    channel = listening;
    address = (InetSocketAddress) listening.localAddress();
  }

  /** Refuses connections from now on; open ones stay. */
  public ChannelFuture close() {
    Channel open = channel;
    if (open == null) {
      throw new IllegalStateException("has never listened");
    }
    return open.close();
  }

  public int port() {
    return address.getPort();
  }
}
