package io.coinpanel.simulator.server;

import io.coinpanel.simulator.rest.RestExchange;
import io.coinpanel.simulator.rest.RestOutcome;
import io.coinpanel.simulator.rest.RestRequest;
import io.coinpanel.simulator.rest.RestResponse;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Adapts HTTP requests to the REST exchange. */
public final class RestHttpHandler {

  private final RestExchange exchange;

  public RestHttpHandler(RestExchange exchange) {
    this.exchange = exchange;
  }

  void serve(ChannelHandlerContext ctx, FullHttpRequest request, QueryStringDecoder uri) {
    Map<String, String> parameters = new HashMap<>();
    uri.parameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
    RestRequest asked = new RestRequest(uri.path(), parameters, HttpResponses.address(ctx));
    switch (exchange.serve(asked)) {
      case RestOutcome.Answered(var answer, var delay) when delay.isZero() ->
          send(ctx, request, answer);
      case RestOutcome.Answered(var answer, var delay) -> {
        // The request itself is released before the answer goes out.
        HttpRequest head =
            new DefaultHttpRequest(
                request.protocolVersion(), request.method(), request.uri(), request.headers());
        var _ =
            ctx.executor()
                .schedule(() -> send(ctx, head, answer), delay.toMillis(), TimeUnit.MILLISECONDS);
      }
      case RestOutcome.Unanswered _ -> {}
      case RestOutcome.Reset _ -> {
        var _ = ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = ctx.close();
      }
    }
  }

  private static void send(ChannelHandlerContext ctx, HttpRequest request, RestResponse answer) {
    boolean asked = request.headers().contains(HttpHeaderNames.ACCEPT_ENCODING, "gzip", true);
    RestResponse sent = asked ? answer.with("Content-Encoding", "gzip") : answer;
    HttpResponses.send(ctx, request, sent.status(), sent.body(), sent.headers());
  }
}
