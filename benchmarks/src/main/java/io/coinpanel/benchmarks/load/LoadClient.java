package io.coinpanel.benchmarks.load;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/** One connected client. */
public final class LoadClient {

  private final int number;
  private final Channel channel;
  private final long connectStartedAt;
  private volatile long welcomedAt;

  /**
   * @param calledAt when its connect started, by {@link System#nanoTime()}
   */
  public LoadClient(int number, Channel channel, long calledAt) {
    this.number = number;
    this.channel = channel;
    this.connectStartedAt = calledAt;
  }

  void welcomed(long at) {
    welcomedAt = at;
  }

  /** When it had read its welcome, by {@link System#nanoTime()}. */
  public long welcomedAt() {
    return welcomedAt;
  }

  /** Nanoseconds from the call for its socket until it had read its welcome. */
  public long welcomeNanos() {
    return welcomedAt - connectStartedAt;
  }

  /** From 0, in the order in which they were called for. */
  public int number() {
    return number;
  }

  /** Sends a command; from any thread. */
  public void send(String command) {
    var _ = channel.writeAndFlush(new TextWebSocketFrame(command));
  }

  /** Puts a command beside others that {@link #flush()} sends together. */
  public void add(String command) {
    var _ = channel.write(new TextWebSocketFrame(command));
  }

  public void flush() {
    channel.flush();
  }

  /** The command that makes a socket one of the account with this key. */
  public static String authenticate(String key) {
    return "{\"type\":\"authenticate\",\"token\":\"" + key + "\"}";
  }

  /** The command that subscribes to a symbol's rise above a threshold. */
  public static String subscribe(String symbol, String condition, String threshold) {
    return "{\"type\":\"subscribe\",\"symbol\":\""
        + symbol
        + "\",\"condition\":\""
        + condition
        + "\",\"threshold\":\""
        + threshold
        + "\"}";
  }
}
