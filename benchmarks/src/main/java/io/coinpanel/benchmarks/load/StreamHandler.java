package io.coinpanel.benchmarks.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;

/** Last handler of a stream's pipeline. */
final class StreamHandler extends SimpleChannelInboundHandler<HttpObject> {

  private final LoadStreams streams;
  private final int number;
  private final URI uri;
  private final String key;
  private final EventScanner scanner = new EventScanner();
  private boolean open;

  StreamHandler(LoadStreams streams, int number, URI uri, String key) {
    this.streams = streams;
    this.number = number;
    this.uri = uri;
    this.key = key;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    var request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri.getRawPath());
    request
        .headers()
        .set(HttpHeaderNames.HOST, uri.getHost() + ":" + uri.getPort())
        .set(HttpHeaderNames.ACCEPT, "text/event-stream")
        .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key);
    var _ = context.writeAndFlush(request);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    long at = System.nanoTime();
    if (message instanceof HttpResponse response
        && !response.status().equals(HttpResponseStatus.OK)) {
      streams.lost(number, "the answer was " + response.status());
      var _ = context.close();
    } else if (message instanceof HttpContent content) {
      if (!open) {
        open = true;
        streams.opened(at);
      }
      streams.received(content.content(), scanner, at);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    streams.lost(number, failure.toString());
    var _ = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    streams.lost(number, "the stream has ended");
  }
}
