package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.limits.SlidingWindow;
import io.coinpanel.simulator.limits.StreamLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's socket: streams, counters, and outgoing batch. */
public final class StreamConnection {

  private static final int FIRST_BYTES = 4 * 1024;
  private static final int BATCH_BYTES = 64 * 1024;

  private final long id;
  private final Channel channel;
  private final String address;
  private final Set<String> streams = new LinkedHashSet<>();
  private final SlidingWindow messages;
  private final KeepAlive keepAlive;
  private final long openedAt;
  private boolean combined;
  private boolean stalled;
  private boolean closing;
  private Duration tradeDelay = Duration.ZERO;
  private long framesReceived;
  private long pongs;
  private @Nullable ByteBuf batch;

  StreamConnection(
      long id, Channel channel, String address, boolean combined, StreamLimits rules, long now) {
    this.id = id;
    this.channel = channel;
    this.address = address;
    this.combined = combined;
    messages = new SlidingWindow(rules.messages(), rules.messageWindow());
    keepAlive = new KeepAlive(rules, now);
    openedAt = now;
  }

  public long id() {
    return id;
  }

  String address() {
    return address;
  }

  Set<String> streams() {
    return streams;
  }

  boolean lacks(String stream) {
    return !streams.contains(stream);
  }

  KeepAlive keepAlive() {
    return keepAlive;
  }

  public boolean combined() {
    return combined;
  }

  void combined(boolean now) {
    combined = now;
  }

  /** Whether it receives no trades. */
  public void stalled(boolean now) {
    stalled = now;
  }

  /** How late trades reach it from now on. */
  public void delayTrades(Duration delay) {
    tradeDelay = delay;
  }

  /** Whether the server has decided to close it; nothing is read or sent from then on. */
  boolean closing() {
    return closing;
  }

  /** Counts an incoming frame; false if it is one too many. */
  boolean receive(long now) {
    framesReceived++;
    return messages.admit(now);
  }

  boolean olderThan(Duration age, long now) {
    return now - openedAt >= age.toMillis();
  }

  /** Adds a trade to the batch, which {@link #flush()} sends; false if nothing is sent to it. */
  boolean add(TradeFrameEncoder frame) {
    if (stalled || closing) {
      return false;
    }
    if (!tradeDelay.isZero()) {
      addLater(frame);
      return true;
    }
    ByteBuf open = batch;
    if (open == null) {
      open = channel.alloc().directBuffer(FIRST_BYTES);
      batch = open;
    }
    frame.appendTo(open, combined);
    if (open.readableBytes() > BATCH_BYTES - 1024) {
      batch = null;
      var _ = channel.write(open);
    }
    return true;
  }

  private void addLater(TradeFrameEncoder frame) {
    ByteBuf late = channel.alloc().buffer(FIRST_BYTES);
    frame.appendTo(late, combined);
    later(
        tradeDelay,
        () -> {
          if (closing) {
            late.release();
          } else {
            var _ = channel.writeAndFlush(late);
          }
        });
  }

  /** Runs a task on the exchange's thread after this time. */
  void later(Duration delay, Runnable task) {
    var _ = channel.eventLoop().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void flush() {
    ByteBuf open = batch;
    if (open != null) {
      batch = null;
      var _ = channel.write(open);
    }
    channel.flush();
  }

  /** Bytes written but not yet flushed. */
  long pendingBytes() {
    var outbound = channel.unsafe().outboundBuffer();
    return outbound == null ? 0 : outbound.totalPendingWriteBytes();
  }

  /** Sends a text frame. */
  public void send(String text) {
    if (!closing) {
      var _ = channel.writeAndFlush(new TextWebSocketFrame(text));
    }
  }

  /** The notice before a server goes down, in the shape the connection has. */
  void announceShutdown(long now) {
    String raw = "{\"e\":\"serverShutdown\",\"E\":" + now + "}";
    send(combined ? "{\"stream\":\"!serverShutdown\",\"data\":" + raw + "}" : raw);
  }

  void sendTrade(String stream, String raw) {
    if (!stalled) {
      send(combined ? "{\"stream\":\"" + stream + "\",\"data\":" + raw + "}" : raw);
    }
  }

  /** Bytes straight onto the socket, framed or not. */
  public void sendBytes(byte[] bytes) {
    var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
  }

  /** Bytes straight onto the socket, and nothing after them. */
  public void sendLastBytes(byte[] bytes) {
    closing = true;
    var _ =
        channel
            .writeAndFlush(Unpooled.wrappedBuffer(bytes))
            .addListener(ChannelFutureListener.CLOSE);
  }

  void ping(String payload) {
    ByteBuf content = Unpooled.copiedBuffer(payload, StandardCharsets.US_ASCII);
    var _ = channel.writeAndFlush(new PingWebSocketFrame(content));
  }

  /** So many pings in one packet; the pong for the last of them is awaited. */
  public void pingBurst(int pings, long now) {
    for (int i = 1; i <= pings; i++) {
      String payload = keepAlive.await(now + "-" + i, now);
      var _ =
          channel.write(
              new PingWebSocketFrame(Unpooled.copiedBuffer(payload, StandardCharsets.US_ASCII)));
    }
    channel.flush();
  }

  void pong(String payload) {
    pongs++;
    keepAlive.pong(payload);
  }

  /** Closes with a close frame. */
  public void close(int code, String reason) {
    flush();
    closing = true;
    var _ =
        channel
            .writeAndFlush(new CloseWebSocketFrame(code, reason))
            .addListener(ChannelFutureListener.CLOSE);
  }

  /** Resets the socket without a close frame. */
  public void reset() {
    closing = true;
    var _ = channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var _ = channel.close();
  }

  void discardBatch() {
    ByteBuf open = batch;
    if (open != null) {
      batch = null;
      open.release();
    }
  }

  public ConnectionView view() {
    return new ConnectionView(
        id, address, combined, stalled, Set.copyOf(streams), pongs, framesReceived);
  }
}
