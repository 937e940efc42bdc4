package io.coinpanel.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** A server message inspected without full parsing; valid only during the callback. */
public record MessageFrame(ByteBuf bytes) {

  private static final ByteBuf TRADE_ID = ascii("\"trade_id\":");
  private static final byte[] TYPE = "{\"type\":\"".getBytes(US_ASCII);

  private static ByteBuf ascii(String text) {
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, US_ASCII)).asReadOnly();
  }

  public boolean isNotification() {
    return is("notification\"");
  }

  public boolean isSubscribed() {
    return is("subscribed\"");
  }

  public boolean isActive() {
    return is("active\"");
  }

  public boolean isWelcome() {
    return is("welcome\"");
  }

  public boolean isAuthenticated() {
    return is("authenticated\"");
  }

  public boolean isError() {
    return is("error\"");
  }

  private boolean is(String type) {
    int at = bytes.readerIndex() + TYPE.length;
    if (bytes.writerIndex() < at + type.length()) {
      return false;
    }
    for (int i = 0; i < type.length(); i++) {
      if (bytes.getByte(at + i) != type.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Of a notification: the trade that crossed. */
  public long tradeId() {
    int at = ByteBufUtil.indexOf(TRADE_ID, bytes) + TRADE_ID.readableBytes();
    long id = 0;
    for (byte digit = bytes.getByte(at);
        digit >= '0' && digit <= '9';
        digit = bytes.getByte(++at)) {
      id = id * 10 + digit - '0';
    }
    return id;
  }

  public String text() {
    return bytes.toString(US_ASCII);
  }
}
