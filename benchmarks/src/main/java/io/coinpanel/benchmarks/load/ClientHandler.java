package io.coinpanel.benchmarks.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import org.jspecify.annotations.Nullable;

/** Last handler of a client's pipeline. */
final class ClientHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {

  private final LoadClients loadClients;
  private final int number;
  private final long calledAt = System.nanoTime();
  private @Nullable LoadClient loadClient;

  ClientHandler(LoadClients loadClients, int number) {
    this.loadClients = loadClients;
    this.number = number;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      loadClient = new LoadClient(number, context.channel(), calledAt);
    } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
      loadClients.lost(number, "the handshake takes too long");
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame message) {
    long at = System.nanoTime();
    LoadClient hearing = loadClient;
    if (hearing != null) {
      loadClients.received(hearing, new MessageFrame(message.content()), at);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    loadClients.lost(number, failure.toString());
    var _ = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loadClients.lost(number, "the socket was closed");
  }
}
