package io.coinpanel.benchmarks.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import org.jspecify.annotations.Nullable;

/** The end of a client's pipeline: tells its crowd of everything. */
final class Hearing extends SimpleChannelInboundHandler<TextWebSocketFrame> {

  private final Crowd crowd;
  private final int number;
  private final long calledAt = System.nanoTime();
  private @Nullable Client client;

  Hearing(Crowd crowd, int number) {
    this.crowd = crowd;
    this.number = number;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      client = new Client(number, context.channel(), calledAt);
    } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
      crowd.lost(number, "the handshake takes too long");
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame message) {
    long at = System.nanoTime();
    Client hearing = client;
    if (hearing != null) {
      crowd.heard(hearing, new Frame(message.content()), at);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    crowd.lost(number, failure.toString());
    var _ = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    crowd.lost(number, "the socket was closed");
  }
}
