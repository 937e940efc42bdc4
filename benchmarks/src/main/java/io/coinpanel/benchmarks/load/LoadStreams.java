package io.coinpanel.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import java.net.URI;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Streams of server-sent events on one event loop. Open means that something was read. What is
 * counted is events with an id, which are notifications. A lost stream fails the next wait.
 */
public final class LoadStreams implements ArrivalCounter, AutoCloseable {

  private static final int OPENING = 128;

  private final URI uri;
  private final IntFunction<String> keys;
  private final TcpClients tcpClients;
  private volatile int open;
  private volatile long lastOpenedAt;
  private volatile long events;
  private volatile long lastAt;

  /**
   * @param uri of the stream
   * @param keys the API key for the stream with this number, counted from 0
   */
  public LoadStreams(URI uri, IntFunction<String> keys) {
    this.uri = uri;
    this.keys = keys;
    this.tcpClients = new TcpClients(uri, this::handlers);
  }

  private ChannelHandler[] handlers(int number) {
    return new ChannelHandler[] {
      new HttpClientCodec(), new StreamHandler(this, number, uri, keys.apply(number))
    };
  }

  /** Opens streams until so many are open, and waits for it. */
  public void openUpTo(int count, Duration timeout) throws InterruptedException {
    tcpClients.openUpTo(count, OPENING, () -> open, timeout);
  }

  /** When the last one was opened, by {@link System#nanoTime()}. */
  public long lastOpenedAt() {
    return lastOpenedAt;
  }

  @Override
  public long count() {
    return events;
  }

  @Override
  public long lastAt() {
    return lastAt;
  }

  @Override
  public void await(long expected, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (events < expected) {
      tcpClients.check(deadline, events + " of " + expected + " events have come");
      Thread.sleep(1);
    }
  }

  // The event loop writes, others read.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void opened(long at) {
    lastOpenedAt = at;
    open++;
    tcpClients.openNext();
  }

  // The event loop writes, others read.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void received(ByteBuf bytes, EventScanner scanner, long at) {
    int found = scanner.events(bytes);
    if (found > 0) {
      lastAt = at;
      events += found;
    }
  }

  void lost(int number, String why) {
    tcpClients.lost(number, why);
  }

  @Override
  public void close() {
    tcpClients.close();
  }
}
