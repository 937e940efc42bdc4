package io.coinpanel.simulator.server;

import io.coinpanel.simulator.control.ControlApi;
import io.coinpanel.simulator.rest.DailyFiles;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Map;

/** Routes requests by path and headers to streams, REST, the archive, or the control API. */
@Sharable
public final class Router extends SimpleChannelInboundHandler<FullHttpRequest> {

  private final StreamUpgradeHandler streams;
  private final RestHttpHandler rest;
  private final ControlApi control;
  private final DailyFiles archive;

  public Router(
      StreamUpgradeHandler streams, RestHttpHandler rest, ControlApi control, DailyFiles archive) {
    this.streams = streams;
    this.rest = rest;
    this.control = control;
    this.archive = archive;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    if (request.headers().contains(HttpHeaderNames.UPGRADE, "websocket", true)) {
      streams.upgrade(ctx, request, uri);
    } else if (uri.path().startsWith("/control")) {
      var answer = control.answer(request.method().name(), uri.path(), body(request));
      HttpResponses.send(ctx, request, answer.status(), answer.body(), Map.of());
    } else if (uri.path().startsWith(DailyFiles.PATH)) {
      archive
          .find(uri.path())
          .ifPresentOrElse(
              file -> HttpResponses.sendFile(ctx, request, 200, file),
              () -> HttpResponses.sendFile(ctx, request, 404, new byte[0]));
    } else {
      rest.serve(ctx, request, uri);
    }
  }

  private static byte[] body(FullHttpRequest request) {
    byte[] body = new byte[request.content().readableBytes()];
    request.content().readBytes(body);
    return body;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }
}
