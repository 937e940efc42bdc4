package io.coinpanel.simulator.server;

import io.coinpanel.simulator.stream.StreamConnection;
import io.coinpanel.simulator.stream.StreamExchange;
import io.coinpanel.simulator.stream.StreamHandler;
import io.coinpanel.simulator.stream.UpgradeRejection;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Upgrades WebSocket clients at {@code /ws}, {@code /ws/<stream>} and {@code /stream?streams=}. */
public final class StreamUpgradeHandler {

  private final StreamExchange exchange;
  private final int commandBytes;

  public StreamUpgradeHandler(StreamExchange exchange, int commandBytes) {
    this.exchange = exchange;
    this.commandBytes = commandBytes;
  }

  void upgrade(ChannelHandlerContext ctx, FullHttpRequest request, QueryStringDecoder uri) {
    String path = uri.path();
    boolean combined = path.equals("/stream");
    if (!combined && !path.equals("/ws") && !path.startsWith("/ws/")) {
      refuse(ctx, request, 404);
      return;
    }
    String address = HttpResponses.address(ctx);
    Optional<UpgradeRejection> refusal = exchange.refusal(address);
    if (refusal.isPresent()) {
      refuse(ctx, request, refusal.get());
      return;
    }
    if (exchange.ignoresUpgrade(ctx.channel())) {
      return;
    }
    List<String> names = combined ? combinedNames(uri) : names(path.substring("/ws".length()));
    handshake(ctx, request, address, combined, names);
  }

  private static void refuse(ChannelHandlerContext ctx, FullHttpRequest request, int status) {
    refuse(ctx, request, new UpgradeRejection(status, null));
  }

  private static void refuse(
      ChannelHandlerContext ctx, FullHttpRequest request, UpgradeRejection refusal) {
    String retryAfter = refusal.retryAfter();
    Map<String, String> headers = retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter);
    HttpResponses.send(ctx, request, refusal.status(), "{}", headers);
  }

  private static List<String> combinedNames(QueryStringDecoder uri) {
    return uri.parameters().getOrDefault("streams", List.of()).stream()
        .flatMap(streams -> names(streams).stream())
        .toList();
  }

  private static List<String> names(String slashed) {
    return List.of(slashed.split("/", -1)).stream().filter(name -> !name.isEmpty()).toList();
  }

  private void handshake(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      String address,
      boolean combined,
      List<String> names) {
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory("", null, decoding()).newHandshaker(request);
    if (handshaker == null) {
      refuse(ctx, request, 426);
      return;
    }
    var _ =
        handshaker
            .handshake(ctx.channel(), request)
            .addListener(
                done -> {
                  if (done.isSuccess()) {
                    opened(ctx, address, combined, names);
                  }
                });
  }

  private WebSocketDecoderConfig decoding() {
    return WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(commandBytes).build();
  }

  private void opened(
      ChannelHandlerContext ctx, String address, boolean combined, List<String> names) {
    StreamConnection connection = exchange.open(ctx.channel(), address, combined, names);
    ctx.pipeline()
        .addLast(new WebSocketFrameAggregator(commandBytes))
        .addLast(new StreamHandler(exchange, connection))
        .remove(Router.class);
  }
}
