package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** A Jetty socket. Uses Jetty's core session, which can flush many frames with one system call. */
public final class JettyTransport implements Transport {

  private final CoreSession session;

  public JettyTransport(CoreSession session) {
    this.session = session;
  }

  @Override
  public CompletableFuture<?> text(List<byte[]> frames) {
    Callback.Completable flushed = new Callback.Completable();
    int last = frames.size() - 1;
    for (int i = 0; i < last; i++) {
      session.sendFrame(text(frames.get(i)), Callback.NOOP, true);
    }
    session.sendFrame(text(frames.get(last)), flushed, false);
    return flushed;
  }

  private static Frame text(byte[] payload) {
    return new Frame(OpCode.TEXT, ByteBuffer.wrap(payload));
  }

  @Override
  public CompletableFuture<?> ping(String payload) {
    Callback.Completable flushed = new Callback.Completable();
    session.sendFrame(
        new Frame(OpCode.PING, StandardCharsets.US_ASCII.encode(payload)), flushed, false);
    return flushed;
  }

  @Override
  public void close(CloseReason reason) {
    session.close(reason.code(), reason.text(), Callback.NOOP);
  }

  @Override
  public boolean isClosing() {
    return !session.isOutputOpen();
  }

  @Override
  public void abort() {
    session.abort();
  }
}
