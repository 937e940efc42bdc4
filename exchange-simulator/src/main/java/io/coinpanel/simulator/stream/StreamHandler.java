package io.coinpanel.simulator.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;

/** Hands a connection's incoming frames to the exchange. */
public final class StreamHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

  private final StreamExchange exchange;
  private final StreamConnection connection;

  public StreamHandler(StreamExchange exchange, StreamConnection connection) {
    this.exchange = exchange;
    this.connection = connection;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame close) {
      int code = close.statusCode() < 0 ? 1000 : close.statusCode();
      if (!connection.closing()) {
        connection.close(code, "");
      }
    } else if (exchange.received(connection)) {
      read(ctx, frame);
    }
  }

  private void read(ChannelHandlerContext ctx, WebSocketFrame frame) {
    switch (frame) {
      case TextWebSocketFrame text -> exchange.command(connection, text.text());
      case PongWebSocketFrame pong ->
          exchange.pong(connection, pong.content().toString(StandardCharsets.US_ASCII));
      case PingWebSocketFrame ping -> {
        var _ = ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      }
      case WebSocketFrame other -> connection.close(1003, "Not text: " + other.getClass());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    exchange.closed(connection);
  }

  private static boolean tooLong(Throwable cause) {
    return cause instanceof TooLongFrameException
        || (cause instanceof CorruptedWebSocketFrameException frame
            && frame.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (tooLong(cause)) {
      exchange.commandTooLong(connection);
    } else {
      var _ = ctx.close();
    }
  }
}
